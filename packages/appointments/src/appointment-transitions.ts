import type { AppointmentStatus } from './appointment-report.js';

/**
 * Statuses that may come after each. The same one again is always a change of something else: another
 * time, another effector.
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
 * Honoured and not honoured correct each other: a slip of the mouse, a patient who comes late.
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

/** Tells whether an appointment can be given a status after another; `null`: none was reported. */
export function isAppointmentTransition(
  before: AppointmentStatus | null,
  after: AppointmentStatus,
): boolean {
  return before === null || followers[before].includes(after);
}

/** The statuses after which one may come. */
export function toPrecedingStatuses(after: AppointmentStatus): readonly AppointmentStatus[] {
  return appointmentStatuses.filter((before) => isAppointmentTransition(before, after));
}
