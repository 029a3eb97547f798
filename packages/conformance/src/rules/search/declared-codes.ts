import type { AnsweredCoding } from '../../read/search-set/search-set.js';
import type { Fault } from '../../rule/fault.js';

/** Compares the codes that were seen with those that the vendor declared. */
export function findOtherCodes(
  element: string,
  codings: readonly AnsweredCoding[],
  declared: readonly string[] = [],
): readonly Fault[] {
  const seen = [...new Set(codings.flatMap(({ code }) => code ?? []))].sort();
  const wanted = [...new Set(declared)].sort();
  return seen.join() === wanted.join()
    ? []
    : [{ element, expected: wanted.join(', '), received: seen.join(', ') }];
}
