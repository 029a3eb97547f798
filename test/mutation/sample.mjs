// @ts-check
// A Stryker plugin that tests a share of the mutants, chosen by a hash of what and where each is:
// the same seed chooses the same ones. The others count as invalid, so the score is of the sample.
import { createHash } from 'node:crypto';

const share = Number(process.env.MUTATION_SHARE ?? 1);
const seed = process.env.MUTATION_SEED ?? '';

/** @typedef {{ id: string, fileName: string, replacement: string, location: object }} Mutant */

const checker = {
  init: async () => {},
  /** @param {readonly Mutant[]} mutants */
  check: async (mutants) =>
    Object.fromEntries(
      mutants.map((mutant) => [
        mutant.id,
        isChosen(mutant)
          ? { status: 'passed' }
          : { status: 'compileError', reason: 'Not in the sample' },
      ]),
    ),
};

/** @param {Mutant} mutant */
function isChosen({ fileName, replacement, location }) {
  const path = fileName.slice(fileName.lastIndexOf('packages/'));
  const text = JSON.stringify([seed, path, replacement, location]);
  const hash = createHash('sha256').update(text).digest();
  return hash.readUInt32BE(0) / 2 ** 32 < share;
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', factory: () => checker }];
