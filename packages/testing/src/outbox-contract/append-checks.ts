import assert from 'node:assert/strict';
import {
  assertAnswer,
  claimJust,
  claimOne,
  createEntry,
  type OutboxCheck,
  read,
  settle,
  store,
} from './outbox-check.js';

/** What `append` stores, and what it refuses. */
export const appendChecks: readonly OutboxCheck[] = [
  {
    name: 'stores every value as it was given',
    async run({ outbox }) {
      const content = '{"a":"É\\u0000 \'\\"\\\\ 👩🏽‍⚕️ \\n"}';
      const entry = { status: 'noshow', content };
      const position = await store(outbox, 'Rdv-1', entry);
      const { storedAt, ...report } = await read(outbox, position);
      assertAnswer(
        report,
        {
          ...{ position, appointment: 'Rdv-1', ...entry, state: 'waiting', attempts: 0 },
          ...{ changedAt: null, failure: null, traces: [] },
        },
        'find',
      );
      assert.ok(Number.isSafeInteger(storedAt), 'storedAt is no whole number.');
      const one = await claimOne(outbox, position);
      assertAnswer([one.appointment, one.content], ['Rdv-1', content], 'claim');
    },
  },
  {
    name: 'refuses a status that may not come after the last one, and stores nothing',
    async run({ outbox }) {
      const position = await store(outbox, 'a', { status: 'cancelled' });
      const answer = await outbox.append(createEntry('a', { follows: ['booked', 'pending'] }));
      assertAnswer(answer, { outcome: 'refused', after: 'cancelled' }, 'append');
      const found = await outbox.find({ limit: 10 });
      assertAnswer(
        found.map((report) => report.position),
        [position],
        'find',
      );
      await store(outbox, 'a', { follows: ['booked', 'cancelled'] });
    },
  },
  {
    name: 'takes ids of appointments that differ by a capital for two',
    async run({ outbox }) {
      const first = await store(outbox, 'abc', { status: 'cancelled' });
      const second = await store(outbox, 'ABC', { follows: [] });
      await claimJust(outbox, [first, second]);
    },
  },
  {
    name: 'knows the last status of an appointment when its reports are gone',
    async run({ outbox }) {
      const position = await store(outbox, 'a', { status: 'cancelled' });
      await settle(outbox, await claimOne(outbox, position), 'delivered');
      await outbox.purge({ olderThanMilliseconds: -60_000 });
      assertAnswer((await outbox.find({ limit: 10 })).length, 0, 'find after purge');
      const answer = await outbox.append(createEntry('a', { follows: ['booked'] }));
      assertAnswer(answer, { outcome: 'refused', after: 'cancelled' }, 'append');
      const next = await store(outbox, 'a', { follows: ['cancelled'] });
      assertAnswer((await claimOne(outbox, next)).isFirst, false, 'isFirst of claim');
    },
  },
  {
    name: 'gives later positions to later reports of an appointment',
    async run({ outbox }) {
      const positions: number[] = [];
      for (let count = 0; count < 20; count += 1) positions.push(await store(outbox, 'a'));
      const sorted = [...new Set(positions)].sort((a, b) => a - b);
      assertAnswer(positions, sorted, 'append');
    },
  },
  {
    name: 'decides calls for one appointment one after the other, in every instance',
    async run({ instances }) {
      const answers = await Promise.all(
        Array.from({ length: 24 }, (_, index) =>
          (instances[index % instances.length] as (typeof instances)[number]).append(
            createEntry('a', { status: `status-${index}`, follows: [] }),
          ),
        ),
      );
      const stored = answers.filter(({ outcome }) => outcome === 'stored');
      assertAnswer(stored.length, 1, 'Of appends that exclude each other, the number stored:');
    },
  },
];
