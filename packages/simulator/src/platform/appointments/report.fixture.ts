import { identifierSystems } from '@sas-sos/core';
import { codeSystems, profiles } from '@sas-sos/fhir-http';
import type { Appointment } from 'fhir/r4.js';

/** An extension that identifies who took the appointment, by a national identifier. */
export function toOperator(nationalId: string): NonNullable<Appointment['extension']>[number] {
  return {
    url: 'http://interopsante.org/fhir/StructureDefinition/FrAppointmentOperator',
    valueReference: { identifier: toNationalIdentifier(nationalId) },
  };
}

/** A valid report, with the changes that a test specifies. */
export function toAppointment(changes: Partial<Appointment> = {}): Appointment {
  return {
    resourceType: 'Appointment',
    meta: { profile: [profiles.appointment] },
    extension: [toOperator('3456780581/11242343')],
    identifier: [{ system: 'urn:oid:1.2.250.1.999.1', value: 'b6e39355' }],
    status: 'booked',
    start: '2026-12-01T09:00:00+01:00',
    end: '2026-12-01T09:15:00+01:00',
    created: '2026-11-30T18:00:00.000+01:00',
    participant: [
      { actor: { identifier: toNationalIdentifier('810100050075') }, status: 'accepted' },
    ],
    ...changes,
  };
}

function toNationalIdentifier(value: string) {
  const type = { coding: [{ system: codeSystems.personIdentifierType, code: 'IDNPS' }] };
  return { type, system: identifierSystems.person, value };
}
