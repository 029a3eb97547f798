import { defineConfig } from 'vitest/config';
import config from './vitest.config.mjs';

const { root, resolve, test } = config;

// Tests that need a browser: `npm run test:browser`.
export default defineConfig({
  root,
  resolve,
  test: {
    reporters: test.reporters,
    include: ['test/browser/**/*.browser.ts'],
    globalSetup: 'test/postgres/global-setup.mjs',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // One browser at a time is enough for a small machine.
    fileParallelism: false,
  },
});
