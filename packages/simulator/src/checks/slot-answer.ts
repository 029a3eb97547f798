import type { SlotSearch } from '../vendor/vendor-client.js';
import type { ReadAnswer } from './bundle-rules.js';

/** An answer to a search of slots, and what was asked. */
export interface SlotAnswer extends ReadAnswer {
  readonly query: SlotSearch;
}
