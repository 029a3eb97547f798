import type { InstantLike } from '@sas-sos/core';

/**
 * An appointment that a regulator took, as it is after a change: all of it, every time. A report
 * takes the place of the one before it.
 */
export interface AppointmentReport {
  /**
   * The vendor's id of the appointment, the same at every change: 1 to 128 printable ASCII characters
   * without space, `|`, `,`, `$` or `\`. A UUID, say.
   */
  readonly id: string;
  /** What has become of it. */
  readonly status: AppointmentStatus;
  /** Start. */
  readonly start: InstantLike;
  /** End, after the start. */
  readonly end: InstantLike;
  /** When it was taken: the same at every change. */
  readonly takenAt: InstantLike;
  /** Who took it; an account of INT_R02 is one. The national identifier is sent when there are both. */
  readonly regulator: ReportedRegulator;
  /**
   * RPPS or ADELI of who sees the patient, with or without prefix; null or absent: not known yet.
   * Whoever honours an appointment has an RPPS.
   */
  readonly effector?: string | null | undefined;
}

/** The identifiers of a regulator: at least one. */
export interface ReportedRegulator {
  /** RPPS, ADELI, or identifier within an establishment. */
  readonly nationalId?: string | null | undefined;
  /** Identifier that the platform gave, a UUID. */
  readonly technicalId?: string | null | undefined;
}

/**
 * What has become of an appointment: taken and not yet settled by the practice; settled; honoured;
 * not honoured; cancelled. Rescheduled, or seen by somebody else: `booked` with other values.
 */
export type AppointmentStatus = 'pending' | 'booked' | 'fulfilled' | 'noshow' | 'cancelled';
