import {
  parseNationalIdentifier,
  parseRegulatorIdentifier,
  SasError,
  type SasIssue,
  toEpochMilliseconds,
} from '@sas-sos/core';
import { tryParse } from '@sas-sos/fhir-http';
import { z } from 'zod';
import type { AppointmentStatus } from './appointment-report.js';
import { appointmentStatuses } from './appointment-transitions.js';
import type { ReportZones } from './report-zones.js';
import { throwIssues } from './throw-issues.js';

/** A checked report, in the form in which it is stored; it is a valid report itself. */
export interface ParsedAppointmentReport {
  readonly id: string;
  readonly status: AppointmentStatus;
  /** `YYYY-MM-DDTHH:mm:ss.SSS±hh:mm`, like the other instants. */
  readonly start: string;
  readonly end: string;
  readonly takenAt: string;
  readonly regulator: { readonly nationalId: string } | { readonly technicalId: string };
  /** With its prefix. */
  readonly effector: string | null;
  /** Kept so that a corrected report is written in the same zone. */
  readonly timeZone?: string;
}

const instant = z
  .custom<Date | number | string>()
  .transform((value) => toEpochMilliseconds(value))
  .refine((value) => !Number.isNaN(value));

const identifier = z.string().nullish();

const regulator = z
  .object({ nationalId: identifier, technicalId: identifier })
  .transform(({ nationalId, technicalId }) =>
    tryParse(() => parseRegulatorIdentifier(nationalId || technicalId || '')),
  )
  .refine((parsed) => parsed !== undefined);

const effector = identifier
  .transform((text) => (text ? tryParse(() => parseNationalIdentifier(text, 'person')) : null))
  .refine((parsed) => parsed !== undefined && parsed?.kind !== 'establishment');

// Members not listed here are removed: no patient data can be stored or sent.
const members = {
  id: z.string().regex(/^(?:(?![|,$\\])[!-~]){1,128}$/),
  status: z.enum(appointmentStatuses as [AppointmentStatus, ...AppointmentStatus[]]),
  start: instant,
  end: instant,
  takenAt: instant,
  regulator,
  effector,
  timeZone: z
    .string()
    .nullish()
    .transform((name) => name || undefined),
};

type Members = { readonly [Name in keyof typeof members]: z.output<(typeof members)[Name]> };

/**
 * Checks the report of an appointment, each member by itself and then those that depend on each
 * other, so that everything that is wrong is reported at once.
 *
 * @throws SasError `SAS_APPOINTMENT_INVALID`, with an issue for each invalid member;
 *   `SAS_APPOINTMENT_EFFECTOR_MISSING`, `SAS_TIME_ZONE_UNKNOWN`
 */
export function parseAppointmentReport(
  input: unknown,
  zones: ReportZones,
): ParsedAppointmentReport {
  const { id, status, start, end, takenAt, regulator, effector, timeZone } = readMembers(
    input,
    zones,
  );
  const zone = zones(timeZone);
  return {
    ...{ id, status },
    start: zone.format(start),
    end: zone.format(end),
    takenAt: zone.format(takenAt),
    regulator:
      regulator?.kind === 'national'
        ? { nationalId: regulator.value }
        : { technicalId: regulator?.value ?? '' },
    effector: effector?.value ?? null,
    ...(timeZone === undefined ? {} : { timeZone }),
  };
}

function readMembers(input: unknown, zones: ReportZones): Members {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new SasError('SAS_APPOINTMENT_INVALID', { expression: '' });
  }
  const given = input as Readonly<Record<string, unknown>>;
  const read: Record<string, unknown> = {};
  const wrong = new Map<string, SasIssue['code']>();
  for (const [name, schema] of Object.entries(members)) {
    const { success, data, error } = schema.safeParse(given[name]);
    if (success) read[name] = data;
    for (const { path } of error?.issues ?? []) {
      wrong.set([name, ...path].join('.'), 'SAS_APPOINTMENT_INVALID');
    }
  }
  const { start, end, status, effector, timeZone } = read as Partial<Members>;
  if (start !== undefined && end !== undefined && start >= end) {
    wrong.set('end', 'SAS_APPOINTMENT_INVALID');
  }
  if (status === 'fulfilled' && !wrong.has('effector') && effector?.kind !== 'rpps') {
    wrong.set('effector', 'SAS_APPOINTMENT_EFFECTOR_MISSING');
  }
  if (!tryParse(() => zones(timeZone))) wrong.set('timeZone', 'SAS_TIME_ZONE_UNKNOWN');
  throwIssues([...wrong].map(([expression, code]) => ({ code, expression })));
  return read as Members;
}
