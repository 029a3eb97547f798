import { SasError } from '@sas-sos/core';

/** What {@link describeConformance} needs of a test runner; vitest, jest and `node:test` have it. */
export interface ConformanceTestRunner {
  /** Declares a group of tests. */
  describe(name: string, body: () => void): unknown;
  /** Declares a test; `timeout` is in milliseconds, if supported. */
  readonly it: {
    (name: string, test: () => Promise<void>, timeout?: number): unknown;
    /** Declares a test that does not run. */
    readonly skip?: ((name: string, test: () => Promise<void>) => unknown) | undefined;
  };
}

/**
 * Returns the given runner, or else the one whose `describe` and `it` are global.
 *
 * @throws SasError `SAS_TEST_RUNNER_MISSING` when there is no runner.
 */
export function findTestRunner(given: ConformanceTestRunner | undefined): ConformanceTestRunner {
  const { describe, it } = given ?? (globalThis as Partial<ConformanceTestRunner>);
  if (typeof describe === 'function' && typeof it === 'function') return { describe, it };
  throw new SasError('SAS_TEST_RUNNER_MISSING');
}

/** Skips the test that runs, where the runner can: `skip` of its first argument. */
export function trySkip(context: unknown, reason: string): boolean {
  const { skip } = (context ?? {}) as { skip?: unknown };
  if (typeof skip !== 'function') return false;
  // vitest ends the test by throwing here; node:test goes on.
  skip.call(context, reason);
  return true;
}
