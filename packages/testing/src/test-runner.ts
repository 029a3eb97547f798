import { SasError } from '@sas-sos/core';

/** What a contract suite needs from a test runner; vitest, jest and `node:test` all provide it. */
export interface TestRunner {
  /** Declares a group of tests. */
  describe(name: string, body: () => void): unknown;
  /** Declares a test; a rejection is a failure. `timeout` is in milliseconds, if supported. */
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
export function resolveTestRunner(given: TestRunner | undefined): TestRunner {
  const { describe, it } = given ?? (globalThis as Partial<TestRunner>);
  if (typeof describe !== 'function' || typeof it !== 'function') {
    throw new SasError('SAS_TEST_RUNNER_MISSING');
  }
  return { describe, it };
}

/**
 * Passes on the runner's argument without declaring a parameter: jest would take one for a callback
 * to wait for.
 */
export function withContext(test: (context: unknown) => Promise<void>): () => Promise<void> {
  return function inRunner() {
    // biome-ignore lint/complexity/noArguments: a rest parameter is one, too, for vitest's fixtures.
    return test(arguments[0]);
  };
}

/** Skips the test that runs, where the runner can: `skip` of its first argument. */
export function trySkip(context: unknown, reason: string): boolean {
  const { skip } = (context ?? {}) as { skip?: unknown };
  if (typeof skip !== 'function') return false;
  // vitest ends the test by throwing here; node:test goes on.
  skip.call(context, reason);
  return true;
}
