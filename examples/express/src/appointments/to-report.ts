import type { AppointmentReport } from '@sas-sos/appointments';
import type { Appointment } from './appointment.js';

/** What is stored now of the account and the place of an appointment; null once they are gone. */
export interface CurrentState {
  readonly nationalId: string | null;
  readonly technicalId: string | null;
  readonly timeZone: string | null;
}

/**
 * Writes the report of an appointment. The regulator who took it is identified by the current
 * identifiers of the account: the platform sent them last, and identifies the person by them. If
 * the account is gone or has lost its identifiers, those of the booking are used. Instants are
 * written in the time zone of the place, as long as the agenda has it.
 */
export function toReport(appointment: Appointment, current: CurrentState): AppointmentReport {
  const { id, status, startsAt, endsAt, takenAt, regulator, effector } = appointment;
  const hasIdentifier = current.nationalId !== null || current.technicalId !== null;
  const { nationalId, technicalId } = hasIdentifier ? current : regulator;
  return {
    ...{ id, status, takenAt, effector },
    start: startsAt,
    end: endsAt,
    regulator: { nationalId, technicalId },
    timeZone: current.timeZone,
  };
}
