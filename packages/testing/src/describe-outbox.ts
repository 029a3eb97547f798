import type { Outbox } from '@sas-sos/core';
import type { OutboxSubject } from './outbox-contract/outbox-check.js';
import { outboxChecks, transactionChecks } from './outbox-contract/outbox-checks.js';
import type {
  TransactionSubject,
  TransactionUnderTest,
} from './outbox-contract/transaction-checks.js';
import { resolveTestRunner, type TestRunner } from './test-runner.js';

/** Options of {@link describeOutbox}. */
export interface DescribeOutboxOptions<Transaction = never> {
  /**
   * Name of the group of tests.
   *
   * @defaultValue `Outbox`
   */
  readonly name?: string | undefined;
  /** Returns an outbox over an empty store. Called once for each test. */
  create(): Promise<OutboxUnderTest<Transaction>> | OutboxUnderTest<Transaction>;
  /**
   * Whether the outbox joins the vendor's own transactions; `begin` is then required.
   *
   * @defaultValue `false`
   */
  readonly transactions?: boolean | undefined;
  /**
   * The test runner, if `describe` and `it` are not global.
   *
   * @defaultValue `globalThis`
   */
  readonly runner?: TestRunner | undefined;
  /**
   * Milliseconds within which due reports are claimed and listeners are called.
   *
   * @defaultValue `10000`
   */
  readonly timeLimit?: number | undefined;
}

/** An outbox over an empty store. */
export interface OutboxUnderTest<Transaction = never> {
  /** The outbox. */
  readonly outbox: Outbox<Transaction>;
  /**
   * More outboxes over the same store, each on its own connection, as in other processes.
   *
   * @defaultValue none
   */
  readonly others?: readonly Outbox<Transaction>[] | undefined;
  /** Begins one of the vendor's transactions. */
  begin?(): Promise<TransactionUnderTest<Transaction>>;
  /** Releases the store at the end of the test. */
  dispose?(): Promise<void> | void;
}

const testTimeout = 60_000;

/**
 * Declares the contract suite of the {@link Outbox} port: one test for each rule, on the outbox
 * that `create` returns.
 *
 * @throws SasError `SAS_TEST_RUNNER_MISSING` when `describe` and `it` are missing.
 * @example
 * ```ts
 * import { createMemoryOutbox, describeOutbox } from '@sas-sos/testing';
 * import { describe, it } from 'node:test';
 *
 * describeOutbox({
 *   name: 'our outbox',
 *   runner: { describe, it },
 *   // Use your own outbox here, over an empty store.
 *   create: () => ({ outbox: createMemoryOutbox() }),
 * });
 * ```
 */
export function describeOutbox<Transaction = never>({
  name = 'Outbox',
  create,
  transactions = false,
  runner,
  timeLimit = 10_000,
}: DescribeOutboxOptions<Transaction>): void {
  const { describe, it } = resolveTestRunner(runner);

  async function runCheck<Subject>(check: { run(subject: Subject): Promise<void> }) {
    const underTest = await create();
    const { outbox, others = [], begin } = underTest;
    const subject = { outbox, instances: [outbox, ...others], timeLimit, begin };
    try {
      await check.run(subject as Subject);
    } finally {
      await underTest.dispose?.();
    }
  }

  describe(name, () => {
    for (const [group, checks] of Object.entries(outboxChecks)) {
      describe(group, () => {
        for (const check of checks) {
          it(check.name, () => runCheck<OutboxSubject>(check), testTimeout);
        }
      });
    }
    if (!transactions) return;
    describe("appends in the vendor's transactions", () => {
      for (const check of transactionChecks) {
        it(check.name, () => runCheck<TransactionSubject>(check), testTimeout);
      }
    });
  });
}
