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

/** Rules for what `append` stores and refuses. */
export const appendChecks: readonly OutboxCheck[] = [
  {
    name: 'stores every value unchanged',
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
      assert.ok(Number.isSafeInteger(storedAt), 'storedAt is not an integer.');
      const held = await claimOne(outbox, position);
      assertAnswer([held.appointment, held.content], ['Rdv-1', content], 'claim');
    },
  },
  {
    name: 'refuses a status that may not follow the last one, and stores nothing',
    async run({ outbox }) {
      const position = await store(outbox, 'a', { status: 'cancelled' });
      const answer = await outbox.append(createEntry('a', { follows: ['booked', 'pending'] }));
      assertAnswer(answer, { outcome: 'refused', after: 'cancelled' }, 'append');
      const reports = await outbox.find({ limit: 10 });
      assertAnswer(
        reports.map((report) => report.position),
        [position],
        'find',
      );
      await store(outbox, 'a', { follows: ['booked', 'cancelled'] });
    },
  },
  {
    name: 'treats appointment ids that differ only by case as different',
    async run({ outbox }) {
      const first = await store(outbox, 'abc', { status: 'cancelled' });
      const second = await store(outbox, 'ABC', { follows: [] });
      await claimJust(outbox, [first, second]);
    },
  },
  {
    name: 'remembers the last status of an appointment after its reports are purged',
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
    name: 'gives later reports of an appointment higher positions',
    async run({ outbox }) {
      const positions: number[] = [];
      for (let count = 0; count < 20; count += 1) positions.push(await store(outbox, 'a'));
      const sorted = [...new Set(positions)].sort((a, b) => a - b);
      assertAnswer(positions, sorted, 'append');
    },
  },
  {
    name: 'serializes appends for one appointment across instances',
    async run({ instances }) {
      const answers = await Promise.all(
        Array.from({ length: 24 }, (_, index) =>
          (instances[index % instances.length] as (typeof instances)[number]).append(
            createEntry('a', { status: `status-${index}`, follows: [] }),
          ),
        ),
      );
      const stored = answers.filter(({ outcome }) => outcome === 'stored');
      assertAnswer(stored.length, 1, 'The number of conflicting appends that were stored');
    },
  },
];
