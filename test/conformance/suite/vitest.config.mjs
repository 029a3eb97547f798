import { shared } from '../../../.config/vitest.config.mjs';

// A vendor's own vitest, which a test starts.
export default {
  ...shared,
  test: {
    include: ['test/conformance/suite/vitest.suite.mjs'],
    pool: 'forks',
    reporters: ['json'],
  },
};
