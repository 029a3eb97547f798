import { tryParse } from '@sas-sos/fhir-http';
import type { SearchSet } from '../../read/search-set/search-set.js';

/** The address of the link `self`. */
export function toSelf({ links }: SearchSet): string | undefined {
  return links.find(({ relation }) => relation === 'self')?.url;
}

/** Names and values of a query, sorted; `undefined` if the address is not absolute. */
export function toParameters(url: string): readonly string[] | undefined {
  const parsed = tryParse(() => new URL(url));
  return parsed && [...parsed.searchParams].map(([name, value]) => `${name}=${value}`).sort();
}
