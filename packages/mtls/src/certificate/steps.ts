import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work in steps of well under a millisecond, after each of which it can be interrupted. */
export type Steps<Result> = Generator<void, Result>;

// A request that arrives meanwhile waits about this long.
const turnMilliseconds = 5;

/** Does all the work at once. */
export function runAtOnce<Result>(steps: Steps<Result>): Result {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** Does the work a few milliseconds at a time, and lets the event loop turn in between. */
export async function runInTurns<Result>(steps: Steps<Result>): Promise<Result> {
  let began = performance.now();
  let step = steps.next();
  while (!step.done) {
    if (performance.now() - began >= turnMilliseconds) {
      await nextTurn();
      began = performance.now();
    }
    step = steps.next();
  }
  return step.value;
}
