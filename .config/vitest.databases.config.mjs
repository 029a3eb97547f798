import { defineConfig } from 'vitest/config';
import { shared } from './vitest.config.mjs';

// The guide's adapters on databases that are not among our own: `npm run test:other-databases`.
export default defineConfig({
  ...shared,
  test: { ...shared.test, include: ['test/other-databases/**/*.databases.ts'] },
});
