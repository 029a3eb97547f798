import type { SearchSet } from '../../read/search-set/search-set.js';
import type { VendorAnswer } from '../../read/vendor-answer.js';

/** An answer to a search; the set is present if it could be read. */
export interface SearchAnswer {
  readonly call: VendorAnswer;
  readonly set: SearchSet | undefined;
}

/** A readable answer to a search. */
export interface ReadAnswer {
  readonly call: VendorAnswer;
  readonly set: SearchSet;
}
