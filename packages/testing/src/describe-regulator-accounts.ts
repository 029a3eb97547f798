import type { RegulatorAccount, RegulatorAccounts } from '@sas-sos/core';
import type { RegulatorCheck } from './regulator-contract/regulator-check.js';
import { regulatorChecks } from './regulator-contract/regulator-checks.js';
import { regulatorFixtureAccounts } from './regulator-fixture.js';
import { resolveTestRunner, type TestRunner } from './test-runner.js';

/** Options of {@link describeRegulatorAccounts}. */
export interface DescribeRegulatorAccountsOptions {
  /**
   * Name of the group of tests.
   *
   * @defaultValue `RegulatorAccounts`
   */
  readonly name?: string | undefined;
  /**
   * Loads accounts into an empty store and returns the adapter over it. Called once for each test.
   *
   * Tests must not see each other's data: empty the store, or create one for each call.
   */
  create(
    fixtureAccounts: readonly RegulatorAccount[],
  ): Promise<RegulatorAccountsUnderTest> | RegulatorAccountsUnderTest;
  /**
   * The test runner, if `describe` and `it` are not global.
   *
   * @defaultValue `globalThis`
   */
  readonly runner?: TestRunner | undefined;
  /**
   * Milliseconds that a call may take to end once it is aborted, or after calls that failed.
   *
   * @defaultValue `5000`
   */
  readonly timeLimit?: number | undefined;
}

/** Regulator accounts over a store that holds the fixture. */
export interface RegulatorAccountsUnderTest {
  /** The adapter. */
  readonly accounts: RegulatorAccounts;
  /**
   * More adapters over the same store, each on its own connection, as in other processes.
   * Concurrent calls are distributed over all of them.
   *
   * @defaultValue none: every call goes to `accounts`
   */
  readonly others?: readonly RegulatorAccounts[] | undefined;
  /** Releases the store at the end of the test. */
  dispose?(): Promise<void> | void;
}

// Leaves time for hundreds of calls on a slow machine, in runners that support a timeout.
const testTimeout = 60_000;

/**
 * Declares the contract suite of the {@link RegulatorAccounts} port: one test for each rule, on the
 * adapter that `create` returns.
 *
 * @throws SasError `SAS_TEST_RUNNER_MISSING` when `describe` and `it` are missing.
 * @example
 * ```ts
 * import { createMemoryRegulatorAccounts, describeRegulatorAccounts } from '@sas-sos/testing';
 * import { describe, it } from 'node:test';
 *
 * describeRegulatorAccounts({
 *   name: 'our accounts',
 *   runner: { describe, it },
 *   // Use your own adapter here, over a store that holds only the fixture.
 *   create: (fixtureAccounts) => ({
 *     accounts: createMemoryRegulatorAccounts({ accounts: fixtureAccounts }),
 *   }),
 * });
 * ```
 */
export function describeRegulatorAccounts({
  name = 'RegulatorAccounts',
  create,
  runner,
  timeLimit = 5000,
}: DescribeRegulatorAccountsOptions): void {
  const { describe, it } = resolveTestRunner(runner);

  async function runCheck(check: RegulatorCheck) {
    const underTest = await create(structuredClone(regulatorFixtureAccounts));
    try {
      const { accounts, others = [] } = underTest;
      await check.run({ accounts, instances: [accounts, ...others], timeLimit });
    } finally {
      await underTest.dispose?.();
    }
  }

  describe(name, () => {
    for (const [subject, checks] of Object.entries(regulatorChecks)) {
      describe(subject, () => {
        for (const check of checks) it(check.name, () => runCheck(check), testTimeout);
      });
    }
  });
}
