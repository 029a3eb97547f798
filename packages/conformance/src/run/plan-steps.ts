import type { GroupName } from './groups.js';
import type { Step } from './step.js';

/** What to run: names of groups, of steps, or of rules. */
export type Selection = readonly string[];

/** The steps of a run, in order, and which rules count. */
export interface Plan {
  readonly steps: readonly Step[];
  /** Whether a rule's finding in a step was asked for; the others only serve what follows. */
  readonly isWanted: (step: Step, rule: string) => boolean;
}

/**
 * Selects steps, with those that they build on.
 *
 * @throws RangeError for a name that does not exist
 */
export function planSteps(all: readonly Step[], only: Selection = []): Plan {
  if (only.length === 0) return { steps: all, isWanted: () => true };
  const groups = new Set<string>(all.map(({ group }) => group));
  const ids = new Set(all.map(({ id }) => id));
  const rules = new Set(all.flatMap((step) => step.rules.map(({ id }) => id)));
  const unknown = only.filter((name) => !groups.has(name) && !ids.has(name) && !rules.has(name));
  if (unknown.length > 0) {
    throw new RangeError(`There is no group, step or rule named ${unknown.join(', ')}.`);
  }
  const isWhole = ({ id, group }: Step) => only.includes(id) || only.includes(group);
  const isWanted = (step: Step, rule: string) => isWhole(step) || only.includes(rule);
  const needed = new Set<string>();
  const need = (step: Step) => {
    if (needed.has(step.id)) return;
    needed.add(step.id);
    for (const id of [...(step.after ?? []), ...(step.uses ?? [])]) {
      const before = all.find((candidate) => candidate.id === id);
      if (before) need(before);
    }
  };
  for (const step of all) {
    if (isWhole(step) || step.rules.some(({ id }) => only.includes(id))) need(step);
  }
  return { steps: all.filter(({ id }) => needed.has(id)), isWanted };
}

/** The steps of each group, in the order of the steps. */
export function toGroups(
  steps: readonly Step[],
): readonly { readonly name: GroupName; readonly steps: readonly Step[] }[] {
  const names = [...new Set(steps.map(({ group }) => group))];
  return names.map((name) => ({ name, steps: steps.filter(({ group }) => group === name) }));
}
