import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Tests that take their time: `npm run test:long`. */
export const long = '**/*.long.test.ts';

/** Builds what changed, before tests that run programs. */
export const builtPrograms = '.config/build-programs.mjs';

// Where to write the results for a machine to read, beside what a person sees.
const report = process.env.TEST_REPORT_FILE;

/** Settings of every run: `npm test`, `npm run test:long`, `npm run test:browser`. */
export const shared = {
  root,
  // Tests read the packages' sources: nothing is built first, and a failure points at a line that
  // someone wrote.
  ssr: { resolve: { conditions: ['@sas-sos/source', 'module', 'node', 'development'] } },
  test: {
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    // Long enough for a busy machine: properties end by their count.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
};

/** Folders of test/ whose tests run built programs: the reference vendor, the commands. */
const programs = ['agenda-command', 'chaos', 'mutual-tls', 'reference-vendor', 'sign-on'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);
const postgres = 'test/postgres/global-setup.mjs';

// What a project needs is started only if a test of it is in the run.
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    projects: [
      {
        extends: true,
        test: {
          name: 'sources',
          include: ['{packages,examples}/*/src/**/*.test.ts'],
          exclude: [long],
          // No test of a source changes what another one sees: each worker loads the modules once,
          // which halves the processor time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: [...programs, long, '**/node_modules/**'],
          globalSetup: postgres,
        },
      },
      {
        extends: true,
        test: {
          name: 'programs',
          include: programs,
          exclude: [long],
          globalSetup: [postgres, builtPrograms],
        },
      },
    ],
  },
});
