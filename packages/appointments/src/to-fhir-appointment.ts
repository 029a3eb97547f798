import { identifierSystems, SasError } from '@sas-sos/core';
import { codeSystems, profiles } from '@sas-sos/fhir-http';
import type { Appointment, AppointmentParticipant, Identifier } from 'fhir/r4.js';
import type { AppointmentReport } from './appointment-report.js';
import {
  type ParsedAppointmentReport,
  parseAppointmentReport,
} from './parse-appointment-report.js';
import { createReportZones, type ReportZones } from './report-zones.js';

/** Options for all appointments of a vendor. */
export interface FhirAppointmentOptions {
  /** The vendor's OID (`urn:oid:…`) or URL, in which the ids of its appointments are unique. */
  readonly identifierSystem: string;
  /**
   * Time zone in which the instants of a report without a `timeZone` are written, IANA name.
   *
   * @defaultValue `Europe/Paris`
   */
  readonly timeZone?: string | undefined;
}

/**
 * Writes an appointment as the platform requires it.
 *
 * - No effector yet: a participant `needs-action` in an appointment that is `pending`, whether it
 *   was reported as `pending` or as `booked`.
 * - Cancelled or not honoured before there was an effector: a participant `accepted` without an
 *   actor, since `needs-action` is only allowed with `pending`.
 *
 * @throws SasError `SAS_APPOINTMENT_INVALID`, `SAS_APPOINTMENT_EFFECTOR_MISSING`,
 *   `SAS_OPTION_INVALID`, `SAS_TIME_ZONE_UNKNOWN`
 * @example
 * ```ts
 * const appointment = toFhirAppointment(
 *   {
 *     id: 'b6e39355-8a61-4556-b340-36f7b95fec6a',
 *     status: 'booked',
 *     start: '2026-12-01T09:00:00+01:00',
 *     end: '2026-12-01T09:15:00+01:00',
 *     takenAt: new Date(),
 *     regulator: { nationalId: '3456780581/11242343' },
 *     effector: '10100050075',
 *   },
 *   { identifierSystem: 'urn:oid:1.2.250.1.999.1' },
 * );
 * ```
 * @see `docs/guides/appointments.md`
 */
export function toFhirAppointment(
  report: AppointmentReport,
  options: FhirAppointmentOptions,
): Appointment {
  const { identifierSystem, zones } = checkFhirOptions(options);
  return writeAppointment(parseAppointmentReport(report, zones), identifierSystem);
}

/** Checks the options for all appointments, once. */
export function checkFhirOptions({ identifierSystem, timeZone }: FhirAppointmentOptions): {
  readonly identifierSystem: string;
  readonly zones: ReportZones;
} {
  if (
    typeof identifierSystem !== 'string' ||
    !/^(?:urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+|https?:\/\/(?:(?![|,$\\])[!-~])+)$/.test(
      identifierSystem,
    )
  ) {
    throw SasError.ofOption('identifierSystem', 'give an OID (urn:oid:…) or a URL.');
  }
  return { identifierSystem, zones: createReportZones(timeZone ?? 'Europe/Paris') };
}

/** Writes a checked report. */
export function writeAppointment(
  report: ParsedAppointmentReport,
  identifierSystem: string,
): Appointment {
  const { id, status, start, end, takenAt, regulator, effector } = report;
  const isUnsettled = effector === null && (status === 'pending' || status === 'booked');
  return {
    resourceType: 'Appointment',
    meta: { profile: [profiles.appointment] },
    extension: [
      {
        url: 'http://interopsante.org/fhir/StructureDefinition/FrAppointmentOperator',
        valueReference: {
          identifier:
            'nationalId' in regulator
              ? toIdentifier('IDNPS', identifierSystems.person, regulator.nationalId)
              : toIdentifier('INTRN', identifierSystems.technical, regulator.technicalId),
        },
      },
    ],
    identifier: [{ system: identifierSystem, value: id }],
    status: isUnsettled ? 'pending' : status,
    start,
    end,
    created: takenAt,
    participant: [toParticipant(effector, isUnsettled)],
  };
}

function toParticipant(effector: string | null, isUnsettled: boolean): AppointmentParticipant {
  return {
    type: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'ADM' },
        ],
      },
    ],
    ...(effector === null
      ? {}
      : { actor: { identifier: toIdentifier('IDNPS', identifierSystems.person, effector) } }),
    status: isUnsettled ? 'needs-action' : 'accepted',
  };
}

function toIdentifier(code: 'IDNPS' | 'INTRN', system: string, value: string): Identifier {
  return { type: { coding: [{ system: codeSystems.personIdentifierType, code }] }, system, value };
}
