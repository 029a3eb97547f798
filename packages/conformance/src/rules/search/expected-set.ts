import type { SlotAnswer } from '../slots/slot-answer.js';

/** An answer to one of the official kit's searches, and what the kit expects in it. */
export interface ExpectedAnswer extends SlotAnswer {
  readonly expected: ExpectedSet;
  /** What the vendor declared of its test data; absent if it did not. */
  readonly declared: {
    readonly slotTypes: readonly string[] | undefined;
    readonly consultations: readonly string[] | undefined;
  };
  /** When it was asked. */
  readonly now: number;
}

/** Exact numbers of resources. */
export interface ExpectedSet {
  readonly schedules: number;
  readonly locations: number;
  readonly organizations: number;
}
