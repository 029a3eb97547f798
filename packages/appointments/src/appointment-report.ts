import type { InstantLike } from '@sas-sos/core';

/**
 * The complete state of an appointment taken by a regulator, after a change. A report replaces the
 * previous one.
 */
export interface AppointmentReport {
  /**
   * The vendor's id of the appointment, which never changes: 1 to 128 printable ASCII characters
   * without space, `|`, `,`, `$` or `\`. For example a UUID.
   */
  readonly id: string;
  /** Current status. */
  readonly status: AppointmentStatus;
  /** Start. */
  readonly start: InstantLike;
  /** End, after the start. */
  readonly end: InstantLike;
  /** When it was taken; never changes. */
  readonly takenAt: InstantLike;
  /** Who took it, such as an account of INT_R02. The national identifier is sent if both exist. */
  readonly regulator: ReportedRegulator;
  /**
   * RPPS or ADELI of the practitioner who sees the patient, with or without prefix; null or absent
   * if not known yet. Status `fulfilled` requires an RPPS.
   */
  readonly effector?: string | null | undefined;
  /**
   * Time zone of the place, IANA name: the offset with which the platform gets the instants. They
   * are the same instants in any zone.
   *
   * @defaultValue the reporter's, `Europe/Paris` unless its `timeZone` says otherwise
   */
  readonly timeZone?: string | null | undefined;
}

/** The identifiers of a regulator: at least one. */
export interface ReportedRegulator {
  /** RPPS, ADELI, or identifier within an establishment. */
  readonly nationalId?: string | null | undefined;
  /** Identifier assigned by the platform, a UUID. */
  readonly technicalId?: string | null | undefined;
}

/**
 * Status of an appointment: taken but not yet confirmed by the practice; confirmed; honoured; not
 * honoured; cancelled. Rescheduled, or seen by another doctor: `booked` with other values.
 */
export type AppointmentStatus = 'pending' | 'booked' | 'fulfilled' | 'noshow' | 'cancelled';
