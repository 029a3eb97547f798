import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Tests read the packages' sources, so that a failure points at a line that someone wrote. */
const alias = Object.fromEntries(
  readdirSync(`${root}packages`).map((name) => [
    `@sas-sos/${name}`,
    `${root}packages/${name}/src/index.ts`,
  ]),
);

// Where to write the results for a machine to read, beside what a person sees.
const report = process.env.TEST_REPORT_FILE;

export default defineConfig({
  root,
  resolve: { alias },
  test: {
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: { name: 'packages', include: ['packages/*/src/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['examples/*/src/**/*.test.ts', 'test/**/*.test.ts'],
          // Starts only when a test of this project is in the run.
          globalSetup: 'test/postgres/global-setup.mjs',
        },
      },
    ],
  },
});
