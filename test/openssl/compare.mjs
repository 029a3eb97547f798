// @ts-check
import { createMutants } from './create-mutants.mjs';
import { judgeOurselves } from './judge-ourselves.mjs';

/**
 * @typedef {import('./create-mutants.mjs').Mutant} Mutant
 * @typedef {import('./judge-with-openssl.mjs').Verdict} Verdict
 * @typedef {{ mutant: Mutant, client: 'leaf' | 'revoked', theirs: Verdict, ours: Verdict }} Comparison
 * @typedef {{ authorities: readonly Buffer[], lists: readonly Buffer[], clients: readonly { cert: Buffer, key: string }[], now: number }} Material DER, and PEM of keys
 * @typedef {(material: Material) => Promise<Verdict[] | undefined>} Judge `undefined` when authorities or lists cannot be loaded
 */

/**
 * Asks two judges about the same mutants.
 *
 * @param {{ seed: string, kind: 'certificate' | 'list', count: number, scenes: readonly import('./scene.mjs').Scene[], now: number, judge: Judge }} options
 * @returns {AsyncGenerator<Comparison, void>}
 */
export async function* compare(options) {
  const { judge, scenes, now } = options;
  /** @type {Mutant[]} one of each scene at most: they do not meet */
  let batch = [];
  for (const mutant of createMutants(options)) {
    batch.push(mutant);
    if (batch.length < scenes.length) continue;
    yield* judgeBoth(judge, batch, now);
    batch = [];
  }
  yield* judgeBoth(judge, batch, now);
}

/**
 * @param {Judge} judge
 * @param {readonly Mutant[]} mutants
 * @param {number} now
 * @returns {AsyncGenerator<Comparison, void>}
 */
async function* judgeBoth(judge, mutants, now) {
  const theirs = await judgeTogether(judge, mutants, now);
  for (const mutant of mutants) {
    const clients = clientsOf(mutant);
    const ours = await judgeOurselves(toMaterial([mutant], now));
    for (const client of clients) {
      const [their, our] = [theirs.shift(), ours.shift()];
      if (!their || !our) throw new Error('A judge left out a verdict.');
      yield { mutant, client, theirs: their, ours: our };
    }
  }
}

/**
 * Asks about all mutants at once; one by one when something in one of them spoils the whole.
 *
 * @param {Judge} judge
 * @param {readonly Mutant[]} mutants
 * @param {number} now
 * @returns {Promise<Verdict[]>}
 */
async function judgeTogether(judge, mutants, now) {
  if (mutants.length === 0) return [];
  const verdicts = await judge(toMaterial(mutants, now));
  if (verdicts) return verdicts;
  if (mutants.length === 1) {
    return clientsOf(mutants[0]).map(() => ({ isAccepted: false, reason: 'cannot be loaded' }));
  }
  const middle = mutants.length >> 1;
  const first = await judgeTogether(judge, mutants.slice(0, middle), now);
  return [...first, ...(await judgeTogether(judge, mutants.slice(middle), now))];
}

/** @param {readonly Mutant[]} mutants @param {number} now @returns {Material} */
function toMaterial(mutants, now) {
  return {
    now,
    authorities: mutants.flatMap(({ materials }) => [materials.authority, materials.root]),
    lists: mutants.flatMap(({ materials }) => [materials.authorityList, materials.rootList]),
    clients: mutants.flatMap((mutant) =>
      clientsOf(mutant).map((name) => ({
        cert: mutant.materials[name],
        key: mutant.clientKeys[name],
      })),
    ),
  };
}

/** @param {Mutant | undefined} mutant @returns {('leaf' | 'revoked')[]} */
function clientsOf(mutant) {
  return mutant?.role === 'leaf' ? ['leaf'] : ['leaf', 'revoked'];
}
