import { isDeepStrictEqual } from 'node:util';
import type { Appointment } from 'fhir/r4.js';
import type {
  AppointmentVersion,
  PlatformState,
  ReportedAppointment,
} from '../../state/platform-state.js';

/** An accepted report. */
export interface TakenReport {
  /** The platform's id of the appointment. */
  readonly id: string;
  readonly identifier: ReportedAppointment['identifier'];
  readonly interaction: AppointmentVersion['interaction'];
  readonly resource: Appointment;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly receivedAt: number;
}

/** What is kept: the latest appointments, and the last versions of each. */
const mostAppointments = 10_000;
const mostVersions = 200;

/**
 * Adds a report to the state: a version of the appointment with that id, or a new appointment.
 * The numbering of versions continues when the earliest are no longer kept.
 */
export function recordReport(state: PlatformState, report: TakenReport): PlatformState {
  const { id, identifier, interaction, receivedAt } = report;
  const resource = { ...report.resource, id };
  const previous = state.appointments.find((appointment) => appointment.id === id);
  const last = previous?.versions.at(-1);
  const version: AppointmentVersion = {
    version: (last?.version ?? 0) + 1,
    receivedAt,
    interaction,
    resource,
    isRepeat: last !== undefined && isDeepStrictEqual(last.resource, resource),
  };
  const versions = [...(previous?.versions ?? []), version].slice(-mostVersions);
  const others = state.appointments.filter((appointment) => appointment.id !== id);
  return {
    ...state,
    appointments: [...others, { id, identifier, versions }].slice(-mostAppointments),
  };
}

/** The appointments with an identifier; more than one if a vendor created it twice. */
export function findReported(
  { appointments }: PlatformState,
  { system, value }: ReportedAppointment['identifier'],
): readonly ReportedAppointment[] {
  return appointments.filter(
    ({ identifier }) => identifier.value === value && identifier.system === system,
  );
}
