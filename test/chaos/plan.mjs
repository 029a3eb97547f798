// @ts-check
import { createRandom } from './random.mjs';

/**
 * What is done to the vendor and its database, and when (`silence`: everything on the connections
 * between them is swallowed from then on): `at` is a share of everything that has to
 * be reported and received, `afterMilliseconds` an additional delay.
 *
 * @typedef {{ readonly at: number, readonly afterMilliseconds: number } & (
 *   | {
 *       readonly kind: 'kill',
 *       readonly instances: readonly number[],
 *       readonly isStartedLate: boolean,
 *     }
 *   | {
 *       readonly kind: 'database',
 *       readonly mode: 'fast' | 'immediate',
 *       readonly downMilliseconds: number,
 *     }
 *   | { readonly kind: 'silence' }
 * )} Step
 */

/**
 * Plans a run: kills at random moments; one in five soon after another, during the restart; one in
 * five of all instances at once; one in five with a late restart, after another has taken over.
 *
 * @param {string} seed
 * @param {{ kills: number, instances: number, restarts: number, silences: number }} size
 * @returns {readonly Step[]}
 */
export function createPlan(seed, { kills, instances, restarts, silences }) {
  const random = createRandom(`${seed} plan`);
  const all = Array.from({ length: instances }, (_, instance) => instance);
  const between = (/** @type {number} */ from, /** @type {number} */ to) =>
    from + random() * (to - from);
  let at = 0;
  /** @type {Step[]} */
  const steps = Array.from({ length: kills }, (_, kill) => {
    const isSoon = kill > 0 && random() < 0.2;
    if (!isSoon) at = between(kill, kill + 1) * (0.95 / kills);
    return {
      ...{ kind: 'kill', at, afterMilliseconds: between(0, isSoon ? 800 : 100) },
      instances: random() < 0.2 ? all : [Math.floor(random() * instances)],
      isStartedLate: random() < 0.2,
    };
  });
  for (let restart = 0; restart < restarts; restart += 1) {
    steps.push({
      ...{ kind: 'database', at: between(restart + 0.2, restart + 0.8) / restarts },
      ...{ afterMilliseconds: 0, downMilliseconds: between(200, 3000) },
      mode: restart % 2 === 0 ? 'immediate' : 'fast',
    });
  }
  for (let silence = 0; silence < silences; silence += 1) {
    const at = between(silence + 0.1, silence + 0.7) / silences;
    steps.push({ kind: 'silence', at, afterMilliseconds: 0 });
  }
  return steps.sort((a, b) => a.at - b.at);
}
