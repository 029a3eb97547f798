import type { AppointmentReport } from '@sas-sos/appointments';
import type { Appointment } from './appointment.js';

/** The identifiers of an account, as they are stored now. */
export interface CurrentIdentifiers {
  readonly nationalId: string | null;
  readonly technicalId: string | null;
}

/**
 * Writes the report of an appointment. The regulator who took it is identified by the current
 * identifiers of the account: the platform sent them last, and identifies the person by them. If
 * the account is gone or has lost its identifiers, those of the booking are used.
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
