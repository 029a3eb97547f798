import type { Verdict } from './finding.js';

/** The verdict of a whole: failed if a part is; left out if a part is and none failed. */
export function toVerdict(verdicts: readonly Verdict[]): Verdict {
  const order: readonly Verdict[] = ['failed', 'left-out', 'passed'];
  return order.find((verdict) => verdicts.includes(verdict)) ?? 'not-applicable';
}
