import type { Appointment } from 'fhir/r4.js';
import type { AppointmentVersion, ReportedAppointment } from '../state/platform-state.js';
import { testNow } from './create-test-simulation.js';

/** A report of an appointment that waits for its effector, except for the given members. */
export function toReport(report: Partial<Appointment> = {}): Appointment {
  return {
    resourceType: 'Appointment',
    status: 'pending',
    start: '2026-12-01T15:00:00+01:00',
    end: '2026-12-01T15:20:00+01:00',
    created: '2026-12-01T10:00:00+01:00',
    identifier: [{ system: 'urn:oid:1.2.3', value: 'agenda-1' }],
    extension: [
      {
        url: 'http://interopsante.org/fhir/StructureDefinition/FrAppointmentOperator',
        valueReference: {
          identifier: { system: 'urn:oid:1.2.250.1.71.4.2.1', value: '810100000016' },
        },
      },
    ],
    participant: [{ status: 'needs-action' }],
    ...report,
  };
}

/** A participant with a known effector. */
export const knownEffector: Pick<Appointment, 'participant'> = {
  participant: [
    {
      status: 'accepted',
      actor: { identifier: { system: 'urn:oid:1.2.250.1.71.4.2.1', value: '810000000012' } },
    },
  ],
};

/** An appointment with one version per report; an identical report is a repeat. */
export function toAppointment(
  id: string,
  reports: readonly Appointment[] = [toReport()],
): ReportedAppointment {
  return {
    id,
    identifier: { system: 'urn:oid:1.2.3', value: `agenda-${id}` },
    versions: reports.map(
      (resource, index): AppointmentVersion => ({
        version: index + 1,
        receivedAt: testNow + index * 600_000,
        interaction: index === 0 ? 'create' : 'update',
        resource: { ...resource, id },
        isRepeat: resource === reports[index - 1],
      }),
    ),
  };
}
