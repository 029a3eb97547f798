import { defineConfig } from 'vitest/config';
import { builtPrograms, shared } from './vitest.config.mjs';

// Checks against the official profiles, which are not part of the project.
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: ['test/official-profiles/**/*.official.ts'],
    globalSetup: builtPrograms,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
