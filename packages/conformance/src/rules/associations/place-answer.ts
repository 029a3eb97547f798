import type { SearchSet } from '../../read/search-set/search-set.js';
import type { ReadAnswer } from '../answer/search-answer.js';

/** The list of places, and the list of associations that was answered before. */
export interface PlaceAnswer extends ReadAnswer {
  readonly listed: SearchSet;
}
