import type { ReadAnswer } from '../bundle/bundle-rules.js';

/** The parameters of a slot search. */
export interface SlotSearch {
  /** SIRETs, with their prefix: `3` and 14 digits. */
  readonly sirets: readonly string[];
  /** Start of the window; milliseconds since 1970-01-01T00:00:00Z. */
  readonly from: number;
  /** End of the window, included; milliseconds since 1970-01-01T00:00:00Z. */
  readonly to: number;
}

/** An answer to a slot search, and the search. */
export interface SlotAnswer extends ReadAnswer {
  readonly query: SlotSearch;
}
