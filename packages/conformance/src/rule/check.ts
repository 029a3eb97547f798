import { applyRule } from './apply-rule.js';
import type { Fault } from './fault.js';
import type { Level, Rule } from './rule.js';
import { namedFaults, toMessage } from './to-message.js';

/** A rule, and whether the answer or report follows it. */
export interface Check {
  /** Stable name, such as `slots.total`. */
  readonly rule: string;
  /** `warning`: the platform accepts it. */
  readonly severity: 'error' | 'warning';
  readonly passed: boolean;
  /** What is wrong, or what is right, in French, without personal data. */
  readonly message: string;
  /** The faults that the message names, if it names some. */
  readonly faults?: readonly Fault[] | undefined;
}

/** Applies each rule to a live exchange. A rule that does not apply passes. */
export function checkRules<Subject>(
  rules: readonly Rule<Subject>[],
  subject: Subject,
): readonly Check[] {
  return rules.map((rule) => {
    const outcome = applyRule(rule, subject);
    const faults = namedFaults(outcome);
    return {
      rule: rule.id,
      severity: toSeverity(rule.level),
      passed: outcome.verdict !== 'failed',
      message: toMessage(rule, outcome).fr,
      ...(faults.length > 0 && { faults }),
    };
  });
}

/** The platform refuses what the kit fails, and what the guide forbids. */
export function toSeverity(level: Level): Check['severity'] {
  return level === 'official-fails' || level === 'guide' ? 'error' : 'warning';
}

/** Keeps one check per rule that was applied to several answers: the first that failed, if any. */
export function mergeChecks(lists: readonly (readonly Check[])[]): readonly Check[] {
  const merged = new Map<string, Check>();
  for (const check of lists.flat()) {
    const kept = merged.get(check.rule);
    if (!kept || (kept.passed && !check.passed)) merged.set(check.rule, check);
  }
  return [...merged.values()];
}
