import type { SearchSet } from '../../read/search-set/search-set.js';
import type { VendorAnswer } from '../../read/vendor-answer.js';

/** A search written in another way, and the answer to the usual one. */
export interface ComparedAnswer {
  readonly call: VendorAnswer;
  readonly set: SearchSet | undefined;
  /** Slots of the usual search. */
  readonly usual: SearchSet;
  readonly now: number;
}
