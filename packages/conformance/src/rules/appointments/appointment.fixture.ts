import { identifierSystems } from '@sas-sos/core';
import { codeSystems, profiles } from '@sas-sos/fhir-http';
import type { Appointment, Identifier } from 'fhir/r4.js';

/** An identifier of a person, as the flow writes it. */
export function toPersonIdentifier(
  value: string,
  code: 'IDNPS' | 'INTRN' = 'IDNPS',
  system: string = code === 'IDNPS' ? identifierSystems.person : identifierSystems.technical,
): Identifier {
  return { type: { coding: [{ system: codeSystems.personIdentifierType, code }] }, system, value };
}

/** An extension that identifies who took the appointment. */
export function toOperator(identifier: Identifier): NonNullable<Appointment['extension']>[number] {
  return {
    url: 'http://interopsante.org/fhir/StructureDefinition/FrAppointmentOperator',
    valueReference: { identifier },
  };
}

const admitter = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'ADM' }],
};

/** An effector: the practitioner who sees the patient. */
export const effector: Appointment['participant'][number] = {
  type: [admitter],
  actor: { identifier: toPersonIdentifier('810100050075') },
  status: 'accepted',
};

/** A participant when the effector is not known yet. */
export const nobodyYet: Appointment['participant'][number] = {
  type: [admitter],
  status: 'needs-action',
};

/** A valid report, except for the given changes. */
export function toAppointment(changes: Partial<Appointment> = {}): Appointment {
  return {
    resourceType: 'Appointment',
    meta: { profile: [profiles.appointment] },
    extension: [toOperator(toPersonIdentifier('3456780581/11242343'))],
    identifier: [{ system: 'urn:oid:1.2.250.1.999.1', value: 'b6e39355' }],
    status: 'booked',
    start: '2026-12-01T09:00:00+01:00',
    end: '2026-12-01T09:15:00+01:00',
    created: '2026-11-30T18:00:00.000+01:00',
    participant: [effector],
    ...changes,
  };
}

/** A valid report without one element. */
export function without(name: keyof Appointment): Appointment {
  const { [name]: _, ...rest } = toAppointment();
  return rest as Appointment;
}
