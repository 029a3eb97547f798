import type { Text } from '../rule/text.js';
import { groups, isOfficialGroup } from './groups.js';
import { outOfTime } from './out-of-time.js';
import { type Plan, toGroups } from './plan-steps.js';
import type { RunGroup, RunStep } from './run.js';
import type { RunEvent } from './run-event.js';
import { runStep } from './run-step.js';
import type { ToScene } from './scene.js';
import { toVerdict } from './to-verdict.js';

/** Runs the steps one after the other, and tells what happens. */
export async function runSteps(run: {
  readonly plan: Plan;
  readonly toScene: ToScene;
  readonly onEvent: (event: RunEvent) => void;
  /** Why nothing can run. */
  readonly problem: Text | null;
  readonly signal: AbortSignal;
}): Promise<readonly RunGroup[]> {
  const { plan, toScene, onEvent, problem, signal } = run;
  const ended = new Map<string, { readonly title: Text; readonly isOpen: boolean }>();
  const done: RunGroup[] = [];
  let number = 0;
  for (const { name, steps } of toGroups(plan.steps)) {
    const title = groups[name];
    onEvent({ type: 'group-started', group: name, title });
    const results: RunStep[] = [];
    for (const step of steps) {
      number += 1;
      onEvent({ type: 'step-started', group: name, step: step.id, title: step.title, number });
      const reason = problem ?? (signal.aborted ? outOfTime : toReason(step.after, ended));
      const { result, isOpen } = await runStep(step, {
        reason,
        toScene,
        isWanted: plan.isWanted,
        signal,
      });
      ended.set(step.id, { title: step.title, isOpen });
      results.push(result);
      onEvent({ type: 'step-ended', group: name, step: result });
    }
    const group: RunGroup = {
      name,
      title,
      isOfficial: isOfficialGroup(name),
      verdict: toVerdict(results.map(({ verdict }) => verdict)),
      steps: results,
    };
    done.push(group);
    onEvent({ type: 'group-ended', group });
  }
  return done;
}

/** Why a step cannot run after those before. */
function toReason(
  after: readonly string[] = [],
  ended: ReadonlyMap<string, { readonly title: Text; readonly isOpen: boolean }>,
): Text | null {
  const closed = after.map((id) => ended.get(id)).find((step) => step?.isOpen === false);
  return closed
    ? {
        fr: `L’étape dont elle dépend n’a pas réussi : « ${closed.title.fr} ».`,
        en: `The step that it depends on did not succeed: "${closed.title.en}".`,
      }
    : null;
}
