import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Slow tests: `npm run test:long`. */
export const long = '**/*.long.test.ts';

/** Setup that builds changed packages before tests that run programs. */
export const builtPrograms = '.config/build-programs.mjs';

// File for machine-readable results, in addition to the console output.
const report = process.env.TEST_REPORT_FILE;

/** Settings of every run: `npm test`, `npm run test:long`, `npm run test:browser`. */
export const shared = {
  root,
  // Tests use the packages' sources: no build is needed, and failures point to source lines.
  ssr: { resolve: { conditions: ['@sas-sos/source', 'module', 'node', 'development'] } },
  test: {
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    // Long enough for a busy machine: property tests are limited by their number of runs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // vitest leaves a core free by default: on two that is half of them.
    maxWorkers: '100%',
  },
};

/** Folders of test/ whose tests run built programs: the reference vendor, the commands. */
const programs = [
  'agenda-command',
  'chaos',
  'conformance',
  'mutual-tls',
  'reference-vendor',
  'sign-on',
].map((folder) => `test/${folder}/**/*.test.ts`);
const postgres = 'test/postgres/global-setup.mjs';
/** Suites that run hundreds of times against wrong adapters: slow in a process that others used. */
const contracts = 'packages/testing/src/describe-*.test.ts';

// The setup of a project only runs if one of its tests is in the run.
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
          exclude: [long, contracts],
          // Several files in one process, which halves the processor time: tests restore what they
          // change for the whole process.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'contracts', include: [contracts], exclude: [long] } },
      {
        extends: true,
        test: {
          name: 'whole',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...programs, long, '**/node_modules/**'],
          globalSetup: postgres,
        },
      },
      {
        extends: true,
        test: {
          name: 'programs',
          isolate: false,
          include: programs,
          exclude: [long],
          globalSetup: [postgres, builtPrograms],
        },
      },
    ],
  },
});
