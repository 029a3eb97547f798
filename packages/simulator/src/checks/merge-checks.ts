import type { Check } from '../exchanges/exchange.js';

/** One check for each rule that several answers were looked at with: the first that did not pass. */
export function mergeChecks(lists: readonly (readonly Check[])[]): readonly Check[] {
  const merged = new Map<string, Check>();
  for (const check of lists.flat()) {
    const known = merged.get(check.rule);
    if (!known || (known.passed && !check.passed)) merged.set(check.rule, check);
  }
  return [...merged.values()];
}
