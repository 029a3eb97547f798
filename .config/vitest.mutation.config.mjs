import { defineConfig } from 'vitest/config';
import { long, shared } from './vitest.config.mjs';

const packages = (process.env.MUTATION_TESTS ?? 'packages/*').split(',');

// The tests of the packages whose sources are mutated: `npm run mutation`.
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: packages.map((folder) => `${folder}/src/**/*.test.ts`),
    exclude: [long, '**/node_modules/**'],
    // A mutant that makes a test wait for ever fails it after this; Stryker's own limit costs the
    // start of another process as well.
    testTimeout: 10_000,
    hookTimeout: 10_000,
  },
});
