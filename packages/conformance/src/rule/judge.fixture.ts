import { applyRule } from './apply-rule.js';
import type { Rule } from './rule.js';

/** Names of the rules that a subject breaks, sorted. */
export function findBroken<Subject>(
  rules: readonly Rule<Subject>[],
  subject: Subject,
): readonly string[] {
  return rules
    .filter((rule) => applyRule(rule, subject).verdict === 'failed')
    .map(({ id }) => id)
    .sort();
}

/** Names of the rules, sorted. */
export function toNames<Subject>(rules: readonly Rule<Subject>[]): readonly string[] {
  return rules.map(({ id }) => id).sort();
}
