// @ts-check
import { createRandom } from '../chaos/random.mjs';
import { mutate } from './mutate.mjs';
import { signAgain } from './scene.mjs';

/**
 * A certificate or a list that was changed and signed again, and what surrounds it.
 *
 * @typedef {object} Mutant
 * @property {string} id what creates it again: seed, kind, number
 * @property {import('./scene.mjs').CertificateRole | import('./scene.mjs').ListRole} role
 * @property {string} change
 * @property {Buffer} der
 * @property {import('./scene.mjs').Materials} materials with the mutant in its place
 * @property {import('./scene.mjs').Scene['clientKeys']} clientKeys
 */

const roles = {
  certificate: /** @type {const} */ ([
    'leaf',
    'leaf',
    'leaf',
    'leaf',
    'authority',
    'authority',
    'root',
  ]),
  list: /** @type {const} */ (['authorityList', 'authorityList', 'authorityList', 'rootList']),
};

/**
 * Creates mutants, always the same for a seed apart from keys, numbers and signatures.
 *
 * @param {{ seed: string, kind: 'certificate' | 'list', count: number, scenes: readonly import('./scene.mjs').Scene[] }} options
 * @returns {Generator<Mutant, void>}
 */
export function* createMutants({ seed, kind, count, scenes }) {
  for (let number = 0; number < count; number += 1) {
    const id = `${seed}/${kind}/${number}`;
    const random = createRandom(id);
    const role = roles[kind][Math.floor(random() * roles[kind].length)];
    const scene = scenes[number % scenes.length];
    if (!role || !scene) return;
    const { tree, name } = mutate(scene.materials[role], kind, random);
    const der = signAgain(tree, scene.keys[role]);
    const materials = { ...scene.materials, [role]: der };
    yield { id, role, change: name, der, materials, clientKeys: scene.clientKeys };
  }
}
