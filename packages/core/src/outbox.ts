import type { SasErrorCode } from './error-catalogue.js';

/**
 * The port over the store of reports that are on their way to the platform.
 *
 * Each report has a place, its `position`; the reports of one appointment are in the order in which
 * their `append` took effect, and so are their positions. A report is `waiting` until it is
 * `delivered`, or is kept `aside`: refused for good, until a person sends it again or has it
 * `dropped`. `waiting` and `aside` are unfinished, `delivered` and `dropped` are finished, and stay
 * so.
 *
 * **Durable.** What a promise that resolved has told is still so after the process, the machine or
 * the store was killed at any moment. A promise that rejects has changed nothing, or all; its caller
 * asks again.
 *
 * **Order.** `claim` gives a report only when every earlier report of its appointment is finished: no
 * clock has a say in that.
 *
 * **Leases.** A claimed report is given to nobody else, in any process, until it is settled or its
 * lease has ended. Each claim has a `token` of its own; `settle` heeds the last claim of a report
 * and no other.
 *
 * `describeOutbox` of `@sas-sos/testing` tells whether an implementation keeps this contract.
 *
 * @see `docs/guides/appointments.md`
 */
export interface Outbox<Transaction = never> {
  /**
   * Stores a report behind every other of its appointment; or refuses it, and stores nothing, when
   * the appointment's last report that was stored has a status that is none of `follows`. The first
   * report of an appointment is always stored.
   *
   * Calls for one appointment are decided one after the other, in whatever process they are. The
   * last status of an appointment is known for ever, whatever became of its reports.
   *
   * With a `transaction`, everything is written in it, seen with it, and undone with it; a store that
   * joins none rejects.
   */
  append(
    report: OutboxEntry,
    options?: {
      /** The vendor's own transaction, on a store that can join one. */
      readonly transaction?: Transaction | undefined;
    },
  ): Promise<OutboxAppendOutcome>;

  /**
   * Takes reports that are due, at most one of each appointment, those of the earliest positions; none
   * is an empty list. That a report was claimed is durable before it is given: its `attempt` counts
   * the claims that did not end with `release`, whether or not their claimant lived to settle them.
   */
  claim(options: {
    /** Most reports, 1 or more. */
    readonly limit: number;
    /** How long they are given to nobody else, in milliseconds: at most an hour. */
    readonly leaseMilliseconds: number;
  }): Promise<readonly OutboxClaim[]>;

  /**
   * Tells what became of claimed reports. Answers for each, in the order given, whether that was
   * heeded: it is not when its lease ended and the report was claimed anew, or was settled already.
   */
  settle(settlements: readonly OutboxSettlement[]): Promise<readonly boolean[]>;

  /** Finds reports, in the order of their positions. */
  find(query: OutboxQuery): Promise<readonly OutboxReport[]>;

  /**
   * Does what a person decided on a report that is kept aside, and adds it to its traces: `mend` gives
   * it another content and sends it again, `resend` sends it again as it is, `drop` finishes it.
   * Answers whether it was kept aside; when it was not, nothing is done.
   */
  amend(position: number, amendment: OutboxAmendment): Promise<boolean>;

  /** Counts what is unfinished. */
  count(): Promise<OutboxCount>;

  /** Forgets the reports that were finished longer ago than that, and tells how many. */
  purge(options: {
    /** Milliseconds since they were finished. */
    readonly olderThanMilliseconds: number;
  }): Promise<number>;

  /**
   * Calls the listener soon after a report may have become due by an `append` or an `amend`, in any
   * process where the store can tell; best effort. Gives what ends it.
   */
  watch(listener: () => void): () => void;
}

/** A report to be stored. */
export interface OutboxEntry {
  /** Id of the appointment: texts that differ are different appointments. */
  readonly appointment: string;
  /** Status that the report gives to the appointment. */
  readonly status: string;
  /** Statuses after which it may come. */
  readonly follows: readonly string[];
  /** The report itself, any text; it holds personal data. */
  readonly content: string;
}

/** Whether a report was stored, and where; or after which status it was refused. */
type OutboxAppendOutcome =
  | { readonly outcome: 'stored'; readonly position: number }
  | { readonly outcome: 'refused'; readonly after: string };

/** A report in the hands of one claimant. */
export interface OutboxClaim {
  /** Its place. */
  readonly position: number;
  /** Id of its appointment. */
  readonly appointment: string;
  /** The report itself. */
  readonly content: string;
  /** Which claim this is, to settle it by. */
  readonly token: number;
  /** 1, and one more for each earlier claim that was not released. */
  readonly attempt: number;
  /** Whether no report of the appointment was stored before it. */
  readonly isFirst: boolean;
  /** Milliseconds since it was stored; 0 or more. */
  readonly ageMilliseconds: number;
}

/** What became of a claimed report. */
export type OutboxSettlement = {
  /** The claim: `position` and `token` count. */
  readonly claim: Pick<OutboxClaim, 'position' | 'token'>;
} & (
  | {
      /** The platform has it. */
      readonly outcome: 'delivered';
    }
  | {
      /** It failed and is due again, but not before. */
      readonly outcome: 'retry';
      /** Milliseconds until then, at most an hour. */
      readonly afterMilliseconds: number;
      /** Why. */
      readonly failure: OutboxFailure;
    }
  | {
      /** It is refused for good. */
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
  /** What it is. */
  readonly code: SasErrorCode;
  /** HTTP status of the answer, where there was one. */
  readonly status?: number | undefined;
  /** What the platform said: foreign text of bounded length, not for logs. */
  readonly text?: string | undefined;
}

/** Where a report is. */
export type OutboxState = 'waiting' | 'aside' | 'delivered' | 'dropped';

/** A report, as it is stored. */
export interface OutboxReport {
  /** Its place. */
  readonly position: number;
  /** Id of its appointment. */
  readonly appointment: string;
  /** Status that it gives to the appointment. */
  readonly status: string;
  /** The report itself. */
  readonly content: string;
  /** Where it is. */
  readonly state: OutboxState;
  /** How often it was claimed and not released. */
  readonly attempts: number;
  /** When it was stored, by the clock of the store; milliseconds since 1970-01-01T00:00:00Z. */
  readonly storedAt: number;
  /** When it was last settled or amended; null: never. */
  readonly changedAt: number | null;
  /** Why it was last not delivered; null: it never failed. */
  readonly failure: OutboxFailure | null;
  /** What people decided on it, earliest first. */
  readonly traces: readonly OutboxTrace[];
}

/** Which reports are looked for. */
export interface OutboxQuery {
  /** Of this appointment only. */
  readonly appointment?: string | undefined;
  /** In this state only. */
  readonly state?: OutboxState | undefined;
  /** At this position only. */
  readonly position?: number | undefined;
  /** Behind this position only. */
  readonly after?: number | undefined;
  /** Most reports. */
  readonly limit: number;
}

/** What a person decides on a report that is kept aside. */
export type OutboxAmendment = {
  /** Who decides, as the vendor names its users. */
  readonly by: string;
  /** Why. */
  readonly reason: string;
} & (
  | {
      /** Sends it again with another content. */
      readonly action: 'mend';
      /** The report from now on. */
      readonly content: string;
    }
  | {
      /** Sends it again as it is, or never. */
      readonly action: 'resend' | 'drop';
    }
);

/** What a person decided on a report, and when. */
export interface OutboxTrace {
  /** What was done. */
  readonly action: 'mend' | 'resend' | 'drop';
  /** Who decided. */
  readonly by: string;
  /** Why. */
  readonly reason: string;
  /** When, by the clock of the store; milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  /** What the report was before it was mended. */
  readonly before?: string | undefined;
}

/** How much is unfinished. */
export interface OutboxCount {
  /** Reports that wait, those behind one kept aside included. */
  readonly waiting: number;
  /** Reports kept aside. */
  readonly aside: number;
  /** Age of the earliest report that waits, in milliseconds; 0 when none does. */
  readonly oldestWaitingMilliseconds: number;
  /** Age of the earliest report kept aside, in milliseconds; 0 when none is. */
  readonly oldestAsideMilliseconds: number;
}
