import type { AppointmentReport } from '@sas-sos/appointments';
import type { Appointment } from './appointment.js';

/** The identifiers of an account, as they are stored now. */
export interface CurrentIdentifiers {
  readonly nationalId: string | null;
  readonly technicalId: string | null;
}

/**
 * Writes the report of an appointment. The regulator who took it is named by the identifiers that the account has
 * now: they are what the platform last sent, by which it knows the person. An account that is gone, or
 * whose identifiers were taken off it, is named as it was when the appointment was taken.
 */
export function toReport(
  appointment: Appointment,
  account: CurrentIdentifiers | undefined,
): AppointmentReport {
  const { id, status, startsAt, endsAt, takenAt, regulator, effector } = appointment;
  const hasIdentifier = account && (account.nationalId !== null || account.technicalId !== null);
  const { nationalId, technicalId } = hasIdentifier ? account : regulator;
  return {
    ...{ id, status, takenAt, effector },
    start: startsAt,
    end: endsAt,
    regulator: { nationalId, technicalId },
  };
}
