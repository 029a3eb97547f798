import type { Outbox } from '@sas-sos/core';
import type { OutboxSubject } from './outbox-contract/outbox-check.js';
import { outboxChecks, transactionChecks } from './outbox-contract/outbox-checks.js';
import type {
  TransactionSubject,
  TransactionUnderTest,
} from './outbox-contract/transaction-checks.js';
import { resolveTestRunner, type TestRunner } from './test-runner.js';

/** What {@link describeOutbox} takes. */
export interface DescribeOutboxOptions<Transaction = never> {
  /**
   * Name of the group of tests.
   *
   * @defaultValue `Outbox`
   */
  readonly name?: string | undefined;
  /** Gives an outbox over an empty store. Called once for each test. */
  create(): Promise<OutboxUnderTest<Transaction>> | OutboxUnderTest<Transaction>;
  /**
   * Whether the outbox joins the vendor's own transactions; `begin` is then to be given.
   *
   * @defaultValue `false`
   */
  readonly transactions?: boolean | undefined;
  /**
   * The test runner, where `describe` and `it` are not global.
   *
   * @defaultValue `globalThis`
   */
  readonly runner?: TestRunner | undefined;
  /**
   * Milliseconds within which what is due is given, and listeners are called.
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
   * Further outboxes over the same store, each on a connection of its own, as further processes would
   * have them.
   *
   * @defaultValue none
   */
  readonly others?: readonly Outbox<Transaction>[] | undefined;
  /** Begins a transaction of the vendor's. */
  begin?(): Promise<TransactionUnderTest<Transaction>>;
  /** Lets go of the store, at the end of the test. */
  dispose?(): Promise<void> | void;
}

const testTimeout = 60_000;

/**
 * Declares the contract suite of the {@link Outbox} port: one test for each rule, on the outbox that
 * `create` gives.
 *
 * @throws SasError `SAS_TEST_RUNNER_MISSING` when there is no `describe` and `it` to declare with.
 * @example
 * ```ts
 * import { createMemoryOutbox, describeOutbox } from '@sas-sos/testing';
 * import { describe, it } from 'node:test';
 *
 * describeOutbox({
 *   name: 'our outbox',
 *   runner: { describe, it },
 *   // Yours instead: over an empty store.
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
    describe("what joins the vendor's transactions", () => {
      for (const check of transactionChecks) {
        it(check.name, () => runCheck<TransactionSubject>(check), testTimeout);
      }
    });
  });
}
