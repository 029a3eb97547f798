import { identifierSystems, type RegulatorAccount } from '@sas-sos/core';
import type { Appointment } from '../appointments/appointment.js';
import { toFullName } from '../staff/regulator-words.js';
import type { AuditRecord } from '../store/audit-table.js';

/** The person who acts. */
export type Actor =
  | { readonly kind: 'staff' }
  | {
      readonly kind: 'regulator';
      readonly account: Pick<
        RegulatorAccount,
        'id' | 'nationalId' | 'technicalId' | 'familyName' | 'givenName'
      >;
    };

/** What somebody did with an appointment. */
export type AppointmentAction = 'taken' | 'changed' | 'moved' | Appointment['status'];

const dicom = 'http://dicom.nema.org/resources/ontology/DCM';
const terminology = 'http://terminology.hl7.org/CodeSystem';

/** Where and when something was recorded. */
interface Recording {
  readonly recordedAt: number;
  /** Name of the vendor's system. */
  readonly observer: string;
}

/** Writes that somebody signed in or out, as `AuditEvent` with the codes of IHE ATNA. */
export function toSessionRecord(
  what: 'login' | 'logout',
  actor: Actor,
  recording: Recording,
): AuditRecord {
  const [code, display] = what === 'login' ? ['110122', 'Login'] : ['110123', 'Logout'];
  return {
    ...toFrame(recording),
    type: { system: dicom, code: '110114', display: 'User Authentication' },
    subtype: [{ system: dicom, code, display }],
    action: 'E',
    agent: [toAgent(actor)],
  };
}

/** Writes what somebody did with an appointment. */
export function toAppointmentRecord(
  { action, id }: { readonly action: AppointmentAction; readonly id: string },
  actor: Actor,
  recording: Recording,
): AuditRecord {
  const isNew = action === 'taken';
  return {
    ...toFrame(recording),
    type: isNew
      ? lifecycle('originate', 'Originate/Retain Record Lifecycle Event')
      : lifecycle('amend', 'Amend (Update) Record Lifecycle Event'),
    action: isNew ? 'C' : 'U',
    agent: [toAgent(actor)],
    entity: [toEntity(id, action)],
  };
}

/** Writes that the platform has, or has refused, a report of an appointment. */
export function toReportRecord(
  { id, isDelivered }: { readonly id: string; readonly isDelivered: boolean },
  recording: Recording,
): AuditRecord {
  const { observer } = recording;
  return {
    ...toFrame(recording),
    type: lifecycle('transmit', 'Transmit Record Lifecycle Event'),
    action: 'E',
    outcome: isDelivered ? '0' : '4',
    agent: [
      { type: toRole('110153', 'Source Role ID'), who: { display: observer }, requestor: true },
      {
        type: toRole('110152', 'Destination Role ID'),
        who: { display: 'Plateforme SAS' },
        requestor: false,
      },
    ],
    entity: [toEntity(id, 'report')],
  };
}

const lifecycle = (code: string, display: string) => ({
  system: `${terminology}/iso-21089-lifecycle`,
  code,
  display,
});

const toRole = (code: string, display: string) => ({
  coding: [{ system: dicom, code, display }],
});

function toFrame({ recordedAt, observer }: Recording) {
  return {
    resourceType: 'AuditEvent' as const,
    recorded: new Date(recordedAt).toISOString(),
    outcome: '0' as const,
    source: {
      observer: { display: observer },
      type: [{ system: `${terminology}/security-source-type`, code: '4' }],
    },
  };
}

function toAgent(actor: Actor): AuditRecord['agent'][number] {
  const type = {
    coding: [{ system: `${terminology}/extra-security-role-type`, code: 'humanuser' }],
  };
  if (actor.kind === 'staff') return { type, who: { display: 'Secrétariat' }, requestor: true };
  const { id, nationalId, technicalId } = actor.account;
  const identifier = nationalId
    ? { system: identifierSystems.person, value: nationalId }
    : { value: technicalId ?? id };
  return {
    type,
    who: { identifier, display: toFullName(actor.account) },
    altId: id,
    requestor: true,
  };
}

function toEntity(id: string, description: string) {
  return {
    what: { identifier: { value: id } },
    type: { system: 'http://hl7.org/fhir/resource-types', code: 'Appointment' },
    description,
  };
}
