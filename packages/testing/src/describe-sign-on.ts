import type { RegulatorAccount, SignOn } from '@sas-sos/core';
import { createRegulatorAccount } from './regulator-fixture.js';
import { closeChecks, confirmChecks, providerChecks } from './sign-on-contract/end-checks.js';
import { openChecks } from './sign-on-contract/open-checks.js';
import type { SignOnCheck } from './sign-on-contract/sign-on-check.js';
import { resolveTestRunner, type TestRunner, trySkip, withContext } from './test-runner.js';

/** Options of {@link describeSignOn}. */
export interface DescribeSignOnOptions {
  /**
   * Name of the group of tests.
   *
   * @defaultValue `SignOn`
   */
  readonly name?: string | undefined;
  /**
   * Returns the adapter over an empty store of sessions, in which two accounts are active. Called
   * once for each test.
   */
  create(
    fixtureAccounts: readonly [RegulatorAccount, RegulatorAccount],
  ): Promise<SignOnUnderTest> | SignOnUnderTest;
  /**
   * Origin of the site. With http the cookie need not be `Secure`.
   *
   * @defaultValue `https://agenda.example`
   */
  readonly site?: string | undefined;
  /**
   * Optional methods that the adapter does not have: their rules are declared as skipped. Without
   * it they are skipped once they run; where the runner cannot skip a test that has begun, as in
   * jest, they fail.
   *
   * @defaultValue none
   */
  readonly without?: readonly 'confirmSession'[] | undefined;
  /**
   * The test runner, if `describe` and `it` are not global.
   *
   * @defaultValue `globalThis`
   */
  readonly runner?: TestRunner | undefined;
}

/** Sessions over an empty store. */
export interface SignOnUnderTest {
  /** The adapter. */
  readonly signOn: SignOn;
  /**
   * Opens a session of the staff, and returns the `Cookie` header of its browser.
   *
   * @defaultValue the staff has no sessions here
   */
  openStaffSession?(): Promise<string> | string;
  /** Releases the store at the end of the test. */
  dispose?(): Promise<void> | void;
}

const subjects: Readonly<Record<string, readonly SignOnCheck[]>> = {
  'openSession and currentSession': openChecks,
  confirmSession: confirmChecks,
  closeSession: closeChecks,
  closeProviderSessions: providerChecks,
};

// Room for a slow store, in runners that support a timeout.
const testTimeout = 30_000;

/**
 * Declares the contract suite of the {@link SignOn} port: one test for each rule, on the adapter
 * that `create` returns. `closeProviderSessions` is required here: without it, a session stays open
 * at a shared desk after its person signed out of the platform. Rules of `confirmSession` are skipped
 * for an adapter without it; in jest, say that with `without`.
 *
 * @throws SasError `SAS_TEST_RUNNER_MISSING` when `describe` and `it` are missing.
 * @example
 * ```ts
 * import { createMemorySignOn, describeSignOn } from '@sas-sos/testing';
 * import { describe, it } from 'node:test';
 *
 * describeSignOn({
 *   name: 'our sessions',
 *   runner: { describe, it },
 *   // Use your own adapter here, over a store without sessions.
 *   create: () => ({ signOn: createMemorySignOn() }),
 * });
 * ```
 */
export function describeSignOn({
  name = 'SignOn',
  create,
  site = 'https://agenda.example',
  without = [],
  runner,
}: DescribeSignOnOptions): void {
  const { describe, it } = resolveTestRunner(runner);

  async function runCheck(check: SignOnCheck, context: unknown) {
    const accounts = [createRegulatorAccount(1), createRegulatorAccount(2)] as const;
    const underTest = await create(structuredClone(accounts) as typeof accounts);
    try {
      const { signOn } = underTest;
      if (check.needs && !signOn[check.needs]) {
        const reason = `The adapter has no ${check.needs}.`;
        if (trySkip(context, reason)) return;
        throw new Error(
          `${reason} This runner cannot skip a test that has begun: give without: ['${check.needs}'].`,
        );
      }
      const openStaffSession = underTest.openStaffSession?.bind(underTest);
      await check.run({ signOn, accounts, site, openStaffSession });
    } finally {
      await underTest.dispose?.();
    }
  }

  describe(name, () => {
    for (const [subject, checks] of Object.entries(subjects)) {
      describe(subject, () => {
        for (const check of checks) {
          if (check.needs && without.includes(check.needs) && it.skip) {
            it.skip(`${check.name}: the adapter has no ${check.needs}`, async () => {});
            continue;
          }
          it(
            check.name,
            withContext((context) => runCheck(check, context)),
            testTimeout,
          );
        }
      });
    }
  });
}
