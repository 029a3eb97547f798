import type { ReadAnswer } from '../bundle/bundle-rules.js';

/** What a search of slots asks for. */
export interface SlotSearch {
  /** SIRETs, with their prefix: `3` and 14 digits. */
  readonly sirets: readonly string[];
  /** Start of the window; milliseconds since 1970-01-01T00:00:00Z. */
  readonly from: number;
  /** End of the window, included; milliseconds since 1970-01-01T00:00:00Z. */
  readonly to: number;
}

/** An answer to a search of slots, and what was asked. */
export interface SlotAnswer extends ReadAnswer {
  readonly query: SlotSearch;
}
