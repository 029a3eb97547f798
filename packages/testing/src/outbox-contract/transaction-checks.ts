import type { Outbox } from '@sas-sos/core';
import {
  assertAnswer,
  claimJust,
  claimOne,
  createEntry,
  type OutboxSubject,
  settle,
} from './outbox-check.js';

/** One rule for an outbox that joins transactions. */
export interface TransactionCheck {
  /** The rule, as a sentence whose subject is the outbox. */
  readonly name: string;
  /** Fails when the outbox breaks the rule. */
  run(subject: TransactionSubject): Promise<void>;
}

/** The outbox under test, and how to begin a transaction. */
export interface TransactionSubject extends OutboxSubject {
  readonly outbox: Outbox<unknown> & Outbox;
  readonly begin: () => Promise<TransactionUnderTest<unknown>>;
}

/** One of the vendor's transactions, on its own connection. */
export interface TransactionUnderTest<Transaction> {
  /** The value to pass to `append`. */
  readonly transaction: Transaction;
  /** Commits it. */
  commit(): Promise<void>;
  /** Rolls it back. */
  rollback(): Promise<void>;
}

async function appendIn(outbox: Outbox<unknown>, transaction: unknown, appointment: string) {
  const answer = await outbox.append(createEntry(appointment), { transaction });
  assertAnswer(answer.outcome, 'stored', 'outcome of append');
  return answer.outcome === 'stored' ? answer.position : 0;
}

export const transactionChecks: readonly TransactionCheck[] = [
  {
    name: 'stores a report with the transaction, invisible until it is committed',
    async run({ outbox, begin }) {
      const { transaction, commit } = await begin();
      const position = await appendIn(outbox, transaction, 'a');
      await claimJust(outbox, []);
      await commit();
      await claimJust(outbox, [position]);
    },
  },
  {
    name: 'forgets a report when its transaction is rolled back',
    async run({ outbox, begin }) {
      const { transaction, rollback } = await begin();
      await appendIn(outbox, transaction, 'a');
      await rollback();
      assertAnswer(await outbox.find({ limit: 10 }), [], 'find');
      const answer = await outbox.append(createEntry('a', { follows: [] }));
      assertAnswer(answer.outcome, 'stored', 'outcome of append');
      if (answer.outcome === 'stored') {
        assertAnswer((await claimOne(outbox, answer.position)).isFirst, true, 'isFirst of claim');
      }
    },
  },
  {
    name: 'keeps a transaction usable after a refused report',
    async run({ outbox, begin }) {
      await outbox.append(createEntry('a', { status: 'cancelled' }));
      const { transaction, commit } = await begin();
      const answer = await outbox.append(createEntry('a', { follows: [] }), { transaction });
      assertAnswer(answer, { outcome: 'refused', after: 'cancelled' }, 'append');
      await appendIn(outbox, transaction, 'b');
      await commit();
      assertAnswer((await outbox.find({ limit: 10 })).length, 2, 'The number of reports');
    },
  },
  {
    name: 'delivers the earlier reports of an appointment while a transaction is open',
    async run({ outbox, begin }) {
      const first = await outbox.append(createEntry('a'));
      const { transaction, commit } = await begin();
      const second = await appendIn(outbox, transaction, 'a');
      const position = first.outcome === 'stored' ? first.position : 0;
      await settle(outbox, await claimOne(outbox, position), 'delivered');
      await commit();
      await claimJust(outbox, [second]);
    },
  },
  {
    name: 'calls its listeners once the transaction is committed',
    async run({ outbox, begin, timeLimit }) {
      let isCalled = false;
      const stop = outbox.watch(() => {
        isCalled = true;
      });
      try {
        const { transaction, commit } = await begin();
        await appendIn(outbox, transaction, 'a');
        await commit();
        const giveUpAt = performance.now() + timeLimit;
        while (!isCalled && performance.now() < giveUpAt) {
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        assertAnswer(isCalled, true, 'Whether watch called its listener');
      } finally {
        stop();
      }
    },
  },
];
