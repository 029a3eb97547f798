import type { Fault } from './fault.js';
import type { Rule } from './rule.js';

/** What a rule says of a subject. */
export interface RuleOutcome {
  readonly verdict: 'passed' | 'failed' | 'not-applicable';
  /** The first faults, as many as a person reads. */
  readonly faults: readonly Fault[];
  /** How many there are. */
  readonly count: number;
}

const mostFaults = 20;

/** Applies a rule. */
export function applyRule<Subject>(rule: Rule<Subject>, subject: Subject): RuleOutcome {
  if (rule.applies?.(subject) === false) {
    return { verdict: 'not-applicable', faults: [], count: 0 };
  }
  const faults = rule.find(subject);
  return {
    verdict: faults.length === 0 ? 'passed' : 'failed',
    faults: faults.slice(0, mostFaults),
    count: faults.length,
  };
}
