import { SasError } from '@sas-sos/core';

/** What a contract suite needs from a test runner; vitest, jest and `node:test` all provide it. */
export interface TestRunner {
  /** Declares a group of tests. */
  describe(name: string, body: () => void): unknown;
  /** Declares a test; a rejection is a failure. `timeout` is in milliseconds, if supported. */
  it(name: string, test: () => Promise<void>, timeout?: number): unknown;
}

/**
 * Returns the given runner, or else the one whose `describe` and `it` are global.
 *
 * @throws SasError `SAS_TEST_RUNNER_MISSING` when there is no runner.
 */
export function resolveTestRunner(given: TestRunner | undefined): TestRunner {
  const { describe, it } = given ?? (globalThis as Partial<TestRunner>);
  if (typeof describe !== 'function' || typeof it !== 'function') {
    throw new SasError('SAS_TEST_RUNNER_MISSING');
  }
  return { describe, it };
}
