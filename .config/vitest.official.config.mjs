import { defineConfig } from 'vitest/config';
import { builtPrograms, shared } from './vitest.config.mjs';

// The checks against the official profiles: they need definitions that the project does not carry.
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
