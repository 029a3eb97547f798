import type { Rule } from './rule.js';
import { byHand } from './rule-source.js';

/** Names a rule that several flows share after another flow: `slots.names` → `associations.names`. */
export function ofFlow<Subject>(flow: string, rules: readonly Rule<Subject>[]): Rule<Subject>[] {
  return rules.map((rule) => ({
    ...rule,
    id: `${flow}.${rule.id.slice(rule.id.indexOf('.') + 1)}`,
    check: undefined,
  }));
}

/**
 * Applies rules of the official kit to what a tester tries by hand: the kit does not look at it, so
 * the guide alone asks for it.
 */
export function ofHand<Subject>(
  flow: string,
  section: string,
  rules: readonly Rule<Subject>[],
): Rule<Subject>[] {
  return ofFlow(flow, rules).map((rule) => ({
    ...rule,
    level: rule.level === 'official-fails' ? 'guide' : rule.level,
    source: byHand(section),
  }));
}
