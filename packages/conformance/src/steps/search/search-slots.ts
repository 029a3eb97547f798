import { readSearchSet } from '../../read/search-set/read-search-set.js';
import type { Text } from '../../rule/text.js';
import type { SearchAnswer } from '../../rules/answer/search-answer.js';
import type { SlotSearch } from '../../rules/slots/slot-answer.js';
import type { Scene } from '../../run/scene.js';
import { toFhirHeaders } from '../fhir-request.js';
import { type SearchSpelling, toSearchQuery } from './search-request.js';

/** An answer to a slot search, readable or not, and the search. */
export interface SearchedSlots extends SearchAnswer {
  readonly query: SlotSearch;
  /** Number of the exchange. */
  readonly exchange: number;
}

/** Searches slots as the platform does. */
export async function searchSlots(
  scene: Scene,
  search: {
    readonly title: Text;
    readonly query: SlotSearch;
    readonly spelling?: SearchSpelling | undefined;
    readonly accept?: string | undefined;
    readonly method?: string | undefined;
  },
): Promise<SearchedSlots> {
  const { title, query, spelling, accept, method } = search;
  const url = `${scene.settings.vendor}/Schedule?${toSearchQuery(query, spelling)}`;
  const { answer, exchange } = await scene.call({
    title,
    url,
    method,
    headers: toFhirHeaders(url, accept),
  });
  const set = answer.status === 200 ? readSearchSet(answer.data) : undefined;
  return { call: answer, set, query, exchange: exchange.number };
}
