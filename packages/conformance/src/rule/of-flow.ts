import type { Rule } from './rule.js';

/** Names a rule that several flows share after another flow: `slots.names` → `associations.names`. */
export function ofFlow<Subject>(flow: string, rules: readonly Rule<Subject>[]): Rule<Subject>[] {
  return rules.map((rule) => ({
    ...rule,
    id: `${flow}.${rule.id.slice(rule.id.indexOf('.') + 1)}`,
    check: undefined,
  }));
}
