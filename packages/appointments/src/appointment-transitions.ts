import type { AppointmentStatus } from './appointment-report.js';

/**
 * Statuses that may follow each status. The same status again is a change of something else:
 * another time, another effector.
 *
 * | after | pending | booked | fulfilled | noshow | cancelled |
 * |---|---|---|---|---|---|
 * | nothing | yes | yes | yes | yes | yes |
 * | pending | yes | yes | yes | yes | yes |
 * | booked | yes | yes | yes | yes | yes |
 * | fulfilled | | | yes | yes | |
 * | noshow | | | yes | yes | |
 * | cancelled | | | | | yes |
 *
 * Honoured and not honoured can correct each other: a wrong click, a patient who comes late.
 */
const followers: Readonly<Record<AppointmentStatus, readonly AppointmentStatus[]>> = {
  pending: ['pending', 'booked', 'fulfilled', 'noshow', 'cancelled'],
  booked: ['pending', 'booked', 'fulfilled', 'noshow', 'cancelled'],
  fulfilled: ['fulfilled', 'noshow'],
  noshow: ['fulfilled', 'noshow'],
  cancelled: ['cancelled'],
};

/** Every status of an appointment. */
export const appointmentStatuses = Object.keys(followers) as readonly AppointmentStatus[];

/** Checks whether a status may follow another; `null` if none was reported before. */
export function isAppointmentTransition(
  before: AppointmentStatus | null,
  after: AppointmentStatus,
): boolean {
  return before === null || followers[before].includes(after);
}

/** Returns the statuses that a status may follow. */
export function toPrecedingStatuses(after: AppointmentStatus): readonly AppointmentStatus[] {
  return appointmentStatuses.filter((before) => isAppointmentTransition(before, after));
}
