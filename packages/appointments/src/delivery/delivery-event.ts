import { channel } from 'node:diagnostics_channel';
import type { OutboxFailure } from '@sas-sos/core';
import type { BreakerState } from './circuit-breaker.js';

/**
 * What happens to reports, by the name of its channel: `sas-sos.appointments.` and the name here, in
 * `node:diagnostics_channel`. No event holds personal data.
 */
export interface DeliveryEvents {
  /** A report was stored. */
  readonly stored: DeliveredReport;
  /** The platform has a report. */
  readonly delivered: DeliveredReport & {
    /** Attempts that it took. */
    readonly attempts: number;
    /** Milliseconds since it was stored. */
    readonly ageMilliseconds: number;
  };
  /** A report failed, and will be sent again. */
  readonly retried: DeliveredReport & {
    /** Attempts up to now. */
    readonly attempts: number;
    /** Milliseconds until it may be sent again. */
    readonly afterMilliseconds: number;
    /** HTTP status of the answer, where there was one. */
    readonly status: OutboxFailure['status'];
  };
  /** A report was refused for good. */
  readonly 'kept-aside': DeliveredReport & {
    /** HTTP status of the answer. */
    readonly status: OutboxFailure['status'];
  };
  /** A person decided on a report that was kept aside. */
  readonly amended: {
    /** Its place in the outbox. */
    readonly position: number;
    /** What was decided. */
    readonly action: 'mend' | 'resend' | 'drop';
  };
  /** The platform is called as usual (`closed`), not at all (`open`), or once to see (`probing`). */
  readonly breaker: {
    /** Which of them. */
    readonly state: BreakerState;
  };
  /** The oldest report that waits is older than the alarm, or no longer is. */
  readonly late: {
    /** Whether it is. */
    readonly isLate: boolean;
    /** Its age, in milliseconds. */
    readonly oldestWaitingMilliseconds: number;
  };
}

/** Which report. */
export interface DeliveredReport {
  /** Its place in the outbox. */
  readonly position: number;
  /** The vendor's id of the appointment. */
  readonly appointment: string;
}

/** Publishes an event of a delivery. */
export type PublishDelivery = <Name extends keyof DeliveryEvents>(
  name: Name,
  event: DeliveryEvents[Name],
) => void;

/** Publishes an event on its channel. */
export const publishDelivery: PublishDelivery = (name, event) => {
  channel(`sas-sos.appointments.${name}`).publish(event);
};
