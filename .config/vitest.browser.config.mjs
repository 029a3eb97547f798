import { defineConfig } from 'vitest/config';
import { builtPrograms, shared } from './vitest.config.mjs';

/** Measures: nothing else runs beside it. */
const measured = 'test/browser/search-speed.browser.ts';
const globalSetup = [
  'test/browser/find-chromium.mjs',
  'test/postgres/global-setup.mjs',
  builtPrograms,
];

// Tests that need a browser: `npm run test:browser`.
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pages',
          include: ['test/browser/**/*.browser.ts'],
          exclude: [measured],
          globalSetup,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'measured',
          include: [measured],
          globalSetup,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
