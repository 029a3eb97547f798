import { defineConfig } from 'vitest/config';
import { builtPrograms, long, shared } from './vitest.config.mjs';

// Model tests over thousands of sequences, chaos, proxies, every error over HTTP: `npm run
// test:long`.
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: [long],
    globalSetup: ['test/postgres/global-setup.mjs', builtPrograms],
  },
});
