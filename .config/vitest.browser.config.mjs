import { defineConfig } from 'vitest/config';
import { builtPrograms, shared } from './vitest.config.mjs';

// Tests that need a browser: `npm run test:browser`.
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: ['test/browser/**/*.browser.ts'],
    globalSetup: [
      'test/browser/find-chromium.mjs',
      'test/postgres/global-setup.mjs',
      builtPrograms,
    ],
    testTimeout: 60_000,
    // One browser at a time is enough for a small machine.
    fileParallelism: false,
  },
});
