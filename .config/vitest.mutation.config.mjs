import { statSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import { long, shared } from './vitest.config.mjs';

const tests = (process.env.MUTATION_TESTS ?? 'packages/*/src/**/*.test.ts').split(',');

/** Small files first: the first failure ends the run, and they fail sooner than whole servers. */
class SmallestFirst extends BaseSequencer {
  async sort(files) {
    const sizes = new Map(files.map((file) => [file, statSync(file.moduleId).size]));
    return [...files].sort((one, other) => sizes.get(one) - sizes.get(other));
  }
}

// The tests of the packages whose sources are mutated: `npm run mutation`.
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: tests,
    exclude: [long, '**/node_modules/**'],
    sequence: { sequencer: SmallestFirst },
    // A mutant that makes a test wait for ever fails it after this; Stryker's own limit costs the
    // start of another process as well.
    testTimeout: 15_000,
    hookTimeout: 15_000,
  },
});
