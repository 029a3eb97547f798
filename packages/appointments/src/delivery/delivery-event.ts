import { channel } from 'node:diagnostics_channel';
import type { OutboxFailure } from '@sas-sos/core';
import type { BreakerState } from './circuit-breaker.js';

/**
 * Delivery events by channel name: `sas-sos.appointments.` followed by the name here, in
 * `node:diagnostics_channel`. No event contains personal data.
 */
export interface DeliveryEvents {
  /** A report was stored. */
  readonly stored: DeliveredReport;
  /** The platform has a report. */
  readonly delivered: DeliveredReport & {
    /** Number of attempts. */
    readonly attempts: number;
    /** Milliseconds since it was stored. */
    readonly ageMilliseconds: number;
  };
  /** A report failed, and will be sent again. */
  readonly retried: DeliveredReport & {
    /** Attempts so far. */
    readonly attempts: number;
    /** Milliseconds until it may be sent again. */
    readonly afterMilliseconds: number;
    /** HTTP status of the answer, if there was one. */
    readonly status: OutboxFailure['status'];
  };
  /** A report was refused permanently. */
  readonly 'kept-aside': DeliveredReport & {
    /** HTTP status of the answer. */
    readonly status: OutboxFailure['status'];
  };
  /** A person decided on a report that was kept aside. */
  readonly amended: {
    /** Its position in the outbox. */
    readonly position: number;
    /** What was decided. */
    readonly action: 'mend' | 'resend' | 'drop';
  };
  /** The platform is called as usual (`closed`), not (`open`), or as a probe (`probing`). */
  readonly breaker: {
    /** The new state. */
    readonly state: BreakerState;
  };
  /**
   * The oldest waiting report became older than the alarm, or no longer is; or the outbox has not
   * answered for as long.
   */
  readonly late: {
    /** Whether it is older. */
    readonly isLate: boolean;
    /** Its age, in milliseconds; if the outbox does not answer, the time since it last did. */
    readonly oldestWaitingMilliseconds: number;
  };
}

/** The report of an event. */
export interface DeliveredReport {
  /** Its position in the outbox. */
  readonly position: number;
  /** The vendor's id of the appointment. */
  readonly appointment: string;
}

/** Publishes a delivery event. */
export type PublishDelivery = <Name extends keyof DeliveryEvents>(
  name: Name,
  event: DeliveryEvents[Name],
) => void;

/** Publishes an event on its channel. */
export const publishDelivery: PublishDelivery = (name, event) => {
  channel(`sas-sos.appointments.${name}`).publish(event);
};
