import { defineConfig } from 'vitest/config';
import base from './vitest.config.mjs';

// The checks against the official profiles: they need definitions that the project does not carry.
export default defineConfig({
  ...base,
  test: {
    include: ['test/official-profiles/**/*.official.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
  },
});
