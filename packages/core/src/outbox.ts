import type { SasErrorCode } from './error-catalogue.js';

/**
 * The port over the store of reports to be sent to the platform.
 *
 * Each report has a `position`; the reports of one appointment are ordered as their `append` calls
 * took effect, and so are their positions. A report is `waiting` until it is `delivered`, or is
 * kept `aside`: refused permanently, until a person has it sent again or `dropped`. `waiting` and
 * `aside` reports are unfinished; `delivered` and `dropped` reports are finished, and never change
 * again.
 *
 * **Durable.** What a resolved promise reported still holds after the process, the machine or the
 * store was killed at any moment. A rejected promise has changed nothing, or everything; its caller
 * asks again.
 *
 * **Order.** `claim` returns a report only when every earlier report of its appointment is
 * finished. This does not depend on any clock.
 *
 * **Leases.** A claimed report is given to no other claimant, in any process, until it is settled
 * or its lease has expired. Each claim has its own `token`; `settle` accepts only the last claim of
 * a report.
 *
 * **Time.** The SDK waits ten seconds at most for each call, and five minutes for `purge`. A store
 * gives up by itself before that, and lets go of what hangs, such as a connection; what it does
 * after that changes nothing that a later call decided.
 *
 * `describeOutbox` of `@sas-sos/testing` checks whether an implementation keeps this contract.
 *
 * @see `docs/guides/appointments.md`
 */
export interface Outbox<Transaction = never> {
  /**
   * Stores a report after all others of its appointment. Refuses it, and stores nothing, if the
   * status of the appointment's last stored report is not in `follows`. The first report of an
   * appointment is always stored.
   *
   * Calls for one appointment are decided one at a time, whichever process makes them. The last
   * status of an appointment is kept for ever, even after its reports are gone.
   *
   * With a `transaction`, all reads and writes are part of it, and are rolled back with it; a store
   * that cannot join a transaction rejects.
   */
  append(
    report: OutboxEntry,
    options?: {
      /** The vendor's own transaction, on a store that can join one. */
      readonly transaction?: Transaction | undefined;
    },
  ): Promise<OutboxAppendOutcome>;

  /**
   * Takes reports that are due, at most one per appointment, in the order of their positions; those
   * that have waited longest first, by their positions or by when they became due; an empty list
   * if there are none. A claim is durable before its report is returned: `attempt` counts the
   * claims that did not end with `release`, even if the claimant died before it settled them.
   */
  claim(options: {
    /** Maximum number of reports, 1 or more. */
    readonly limit: number;
    /** How long no other claimant gets them, in milliseconds: at most an hour. */
    readonly leaseMilliseconds: number;
  }): Promise<readonly OutboxClaim[]>;

  /**
   * Records the outcome of claimed reports. Returns for each, in the order given, whether it was
   * accepted: it is not if the lease expired and the report was claimed again, or if the report was
   * already settled.
   */
  settle(settlements: readonly OutboxSettlement[]): Promise<readonly boolean[]>;

  /** Finds reports, in the order of their positions. */
  find(query: OutboxQuery): Promise<readonly OutboxReport[]>;

  /**
   * Applies a person's decision to a report that is kept aside, and adds it to its traces: `mend`
   * replaces its content and sends it again, `resend` sends it again as it is, `drop` finishes it.
   * Returns whether the report was kept aside; if it was not, nothing changes.
   */
  amend(position: number, amendment: OutboxAmendment): Promise<boolean>;

  /** Counts the unfinished reports. */
  count(): Promise<OutboxCount>;

  /** Deletes the reports that were finished longer ago than this, and returns how many. */
  purge(options: {
    /** Milliseconds since they were finished. */
    readonly olderThanMilliseconds: number;
  }): Promise<number>;

  /**
   * Calls the listener soon after a report may have become due through `append` or `amend`, in any
   * process if the store can notify it; best effort. Returns a function that stops it.
   */
  watch(listener: () => void): () => void;
}

/** A report to be stored. */
export interface OutboxEntry {
  /** Id of the appointment: texts that differ are different appointments. */
  readonly appointment: string;
  /** Status that the report gives to the appointment. */
  readonly status: string;
  /** Statuses that it may follow. */
  readonly follows: readonly string[];
  /** The report itself, any text; it holds personal data. */
  readonly content: string;
}

/** Whether a report was stored, and where; or the status after which it was refused. */
type OutboxAppendOutcome =
  | { readonly outcome: 'stored'; readonly position: number }
  | { readonly outcome: 'refused'; readonly after: string };

/** A report that one claimant holds. */
export interface OutboxClaim {
  /** Its position. */
  readonly position: number;
  /** Id of its appointment. */
  readonly appointment: string;
  /** The report itself. */
  readonly content: string;
  /** Identifies this claim when it is settled. */
  readonly token: number;
  /** 1 plus the number of earlier claims that were not released. */
  readonly attempt: number;
  /** Whether it is the first report stored for the appointment. */
  readonly isFirst: boolean;
  /** Milliseconds since it was stored; 0 or more. */
  readonly ageMilliseconds: number;
}

/** The outcome of a claimed report. */
export type OutboxSettlement = {
  /** The claim: only `position` and `token` matter. */
  readonly claim: Pick<OutboxClaim, 'position' | 'token'>;
} & (
  | {
      /** The platform accepted it. */
      readonly outcome: 'delivered';
    }
  | {
      /** It failed and is due again after a delay. */
      readonly outcome: 'retry';
      /** Length of the delay in milliseconds, at most an hour. */
      readonly afterMilliseconds: number;
      /** Why. */
      readonly failure: OutboxFailure;
    }
  | {
      /** It was refused permanently. */
      readonly outcome: 'aside';
      /** Why. */
      readonly failure: OutboxFailure;
    }
  | {
      /** It was never sent, and is due as if it had not been claimed. */
      readonly outcome: 'release';
    }
);

/** Why a report was not delivered. */
export interface OutboxFailure {
  /** Code of the error. */
  readonly code: SasErrorCode;
  /** HTTP status of the answer, if there was one. */
  readonly status?: number | undefined;
  /** The platform's message: foreign text of bounded length, not for logs. */
  readonly text?: string | undefined;
}

/** State of a report. */
export type OutboxState = 'waiting' | 'aside' | 'delivered' | 'dropped';

/** A report, as it is stored. */
export interface OutboxReport {
  /** Its position. */
  readonly position: number;
  /** Id of its appointment. */
  readonly appointment: string;
  /** Status that the report gives to the appointment. */
  readonly status: string;
  /** The report itself. */
  readonly content: string;
  /** Its state. */
  readonly state: OutboxState;
  /** Number of claims that were not released. */
  readonly attempts: number;
  /** When it was stored, by the clock of the store; milliseconds since 1970-01-01T00:00:00Z. */
  readonly storedAt: number;
  /** When it was last settled or amended; null if never. */
  readonly changedAt: number | null;
  /** Why the last delivery failed; null if none did. */
  readonly failure: OutboxFailure | null;
  /** People's decisions about it, earliest first. */
  readonly traces: readonly OutboxTrace[];
}

/** Which reports to find. */
export interface OutboxQuery {
  /** Only those of this appointment. */
  readonly appointment?: string | undefined;
  /** Only those in this state. */
  readonly state?: OutboxState | undefined;
  /** Only the one at this position. */
  readonly position?: number | undefined;
  /** Only those after this position. */
  readonly after?: number | undefined;
  /** Maximum number of reports. */
  readonly limit: number;
}

/** A person's decision about a report that is kept aside. */
export type OutboxAmendment = {
  /** Who decides, as the vendor names its users. */
  readonly by: string;
  /** Why. */
  readonly reason: string;
} & (
  | {
      /** Sends it again with new content. */
      readonly action: 'mend';
      /** The new content. */
      readonly content: string;
    }
  | {
      /** Sends it again as it is, or drops it. */
      readonly action: 'resend' | 'drop';
    }
);

/** A person's decision about a report, and when it was taken. */
export interface OutboxTrace {
  /** The decision. */
  readonly action: 'mend' | 'resend' | 'drop';
  /** Who decided. */
  readonly by: string;
  /** Why. */
  readonly reason: string;
  /** When, by the clock of the store; milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  /** The content before it was replaced. */
  readonly before?: string | undefined;
}

/** How much is unfinished. */
export interface OutboxCount {
  /** Waiting reports, including those behind one kept aside. */
  readonly waiting: number;
  /** Reports kept aside. */
  readonly aside: number;
  /** Age of the oldest waiting report, in milliseconds; 0 if there is none. */
  readonly oldestWaitingMilliseconds: number;
  /** Age of the oldest report kept aside, in milliseconds; 0 if there is none. */
  readonly oldestAsideMilliseconds: number;
}
