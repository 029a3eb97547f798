import { defineConfig } from 'vitest/config';
import { builtPrograms, long, shared } from './vitest.config.mjs';

// Models of thousands of sequences, large imports, restarts, proxies, chaos: `npm run test:long`.
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: [long],
    globalSetup: ['test/postgres/global-setup.mjs', builtPrograms],
  },
});
