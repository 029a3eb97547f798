// @ts-check
import { compare } from './compare.mjs';
import { explain } from './explain.mjs';

/**
 * Compares two judges, and counts what they say.
 *
 * @param {Omit<Parameters<typeof compare>[0], 'kind' | 'count'> & { certificates: number, lists: number }} options
 */
export async function countDifferences({ certificates, lists, ...options }) {
  const agreed = { accepted: 0, refused: 0 };
  /** @type {Map<string, number>} */
  const explained = new Map();
  /** @type {import('./compare.mjs').Comparison[]} */
  const faults = [];
  for (const [kind, count] of /** @type {const} */ ([
    ['certificate', certificates],
    ['list', lists],
  ])) {
    for await (const comparison of compare({ ...options, kind, count })) {
      const { theirs, ours } = comparison;
      if (theirs.isAccepted === ours.isAccepted) {
        agreed[ours.isAccepted ? 'accepted' : 'refused'] += 1;
        continue;
      }
      const reason = explain(comparison, options.now);
      if (reason === undefined) faults.push(comparison);
      else explained.set(reason, (explained.get(reason) ?? 0) + 1);
    }
  }
  return { agreed, explained, faults };
}
