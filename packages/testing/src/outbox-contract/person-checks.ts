import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Outbox, OutboxAmendment } from '@sas-sos/core';
import {
  assertAnswer,
  assertState,
  claimJust,
  claimOne,
  keepAside,
  type OutboxCheck,
  read,
  settle,
  store,
} from './outbox-check.js';

const person = { by: 'agent « É »', reason: 'vu avec le médecin ; "ok" \\' } as const;
const resend: OutboxAmendment = { ...person, action: 'resend' };
const drop: OutboxAmendment = { ...person, action: 'drop' };

async function tracesOf(outbox: Outbox, position: number) {
  const { traces } = await read(outbox, position);
  return traces.map(({ at, ...trace }) => {
    assert.ok(Number.isSafeInteger(at), 'A trace has a time that is not an integer.');
    return trace;
  });
}

/** Rules for what people see and decide. */
export const personChecks: readonly OutboxCheck[] = [
  {
    name: 'resends a report kept aside, unchanged',
    async run({ outbox }) {
      const position = await keepAside(outbox, 'a');
      assertAnswer(await outbox.amend(position, resend), true, 'amend');
      assertAnswer((await claimOne(outbox, position)).attempt, 2, 'attempt of claim');
      assertAnswer(await tracesOf(outbox, position), [resend], 'traces');
    },
  },
  {
    name: 'resends a report with other content, and keeps the previous content',
    async run({ outbox }) {
      const position = await keepAside(outbox, 'a');
      const { content: before } = await read(outbox, position);
      const content = '{"mended":"É\\u0000"}';
      assertAnswer(
        await outbox.amend(position, { ...person, action: 'mend', content }),
        true,
        'amend',
      );
      assertAnswer((await claimOne(outbox, position)).content, content, 'content of claim');
      const expected = [{ ...person, action: 'mend', before }];
      assertAnswer(await tracesOf(outbox, position), expected, 'traces');
    },
  },
  {
    name: 'drops a report for ever, and returns the reports behind it',
    async run({ outbox }) {
      const position = await keepAside(outbox, 'a');
      const next = await store(outbox, 'a');
      assertAnswer(await outbox.amend(position, drop), true, 'amend');
      await claimJust(outbox, [next]);
      await assertState(outbox, position, 'dropped');
      assertAnswer(await outbox.amend(position, resend), false, 'amend of a dropped report');
    },
  },
  {
    name: 'keeps every trace, earliest first',
    async run({ outbox }) {
      const position = await keepAside(outbox, 'a');
      await outbox.amend(position, resend);
      await settle(outbox, await claimOne(outbox, position), 'aside');
      await outbox.amend(position, drop);
      assertAnswer(await tracesOf(outbox, position), [resend, drop], 'traces');
    },
  },
  {
    name: 'amends only reports that are kept aside',
    async run({ outbox }) {
      const position = await store(outbox, 'a');
      assertAnswer(await outbox.amend(position, drop), false, 'amend of a waiting report');
      const held = await claimOne(outbox, position);
      assertAnswer(await outbox.amend(position, drop), false, 'amend of a claimed report');
      await settle(outbox, held, 'delivered');
      assertAnswer(await outbox.amend(position, resend), false, 'amend of a delivered report');
      assertAnswer(
        await outbox.amend(position + 1_000_000, drop),
        false,
        'amend of a missing report',
      );
      assertAnswer(await tracesOf(outbox, position), [], 'traces');
    },
  },
  {
    name: 'accepts the decision of only one of several people',
    async run({ outbox, instances }) {
      const position = await keepAside(outbox, 'a');
      const answers = await Promise.all(
        [...instances, ...instances].map((instance) => instance.amend(position, resend)),
      );
      assertAnswer(
        answers.filter(Boolean).length,
        1,
        'The number of concurrent amends that were accepted',
      );
      assertAnswer((await tracesOf(outbox, position)).length, 1, 'traces');
    },
  },
  {
    name: 'finds more than ten reports in order',
    async run({ outbox }) {
      const stored: number[] = [];
      for (let index = 0; index < 12; index += 1) stored.push(await store(outbox, `of ${index}`));
      const found = await outbox.find({ limit: 20 });
      assertAnswer(
        found.map(({ position }) => position),
        stored,
        'find',
      );
    },
  },
  {
    name: 'finds reports by appointment, by state and by page, in order',
    async run({ outbox }) {
      const aside = await keepAside(outbox, 'a');
      const waiting = [await store(outbox, 'b'), await store(outbox, 'a')];
      const find = async (query: Parameters<Outbox['find']>[0]) =>
        (await outbox.find(query)).map(({ position }) => position);
      const limit = 10;
      assertAnswer(await find({ limit }), [aside, ...waiting], 'find');
      assertAnswer(await find({ state: 'aside', limit }), [aside], 'find by state');
      assertAnswer(
        await find({ appointment: 'a', limit }),
        [aside, waiting[1]],
        'find by appointment',
      );
      assertAnswer(await find({ appointment: 'A', limit }), [], 'find by another appointment');
      assertAnswer(await find({ after: aside, limit: 1 }), [waiting[0]], 'find of a page');
    },
  },
  {
    name: 'counts unfinished reports',
    async run({ outbox }) {
      const nothing = { ...{ waiting: 0, aside: 0 }, oldestWaitingMilliseconds: 0 };
      assertAnswer(await outbox.count(), { ...nothing, oldestAsideMilliseconds: 0 }, 'count');
      await settle(outbox, await claimOne(outbox, await store(outbox, 'c')), 'delivered');
      await keepAside(outbox, 'a');
      await store(outbox, 'a');
      await store(outbox, 'b');
      await delay(5);
      const { waiting, aside, ...ages } = await outbox.count();
      assertAnswer({ waiting, aside }, { waiting: 2, aside: 1 }, 'count');
      for (const [name, age] of Object.entries(ages)) {
        assert.ok(age > 0 && age < 600_000, `${name} is ${age} for reports that were just stored.`);
      }
    },
  },
  {
    name: 'purges only reports that were finished long ago',
    async run({ outbox }) {
      await settle(outbox, await claimOne(outbox, await store(outbox, 'a')), 'delivered');
      const dropped = await keepAside(outbox, 'b');
      await outbox.amend(dropped, drop);
      const kept = [await keepAside(outbox, 'c'), await store(outbox, 'd')];
      assertAnswer(await outbox.purge({ olderThanMilliseconds: 600_000 }), 0, 'purge of old ones');
      assertAnswer(await outbox.purge({ olderThanMilliseconds: -60_000 }), 2, 'purge of all');
      const left = await outbox.find({ limit: 10 });
      assertAnswer(
        left.map(({ position }) => position),
        kept,
        'find after purge',
      );
    },
  },
  {
    name: 'calls its listeners after each append and amend, until they unsubscribe',
    async run({ outbox, timeLimit }) {
      let calls = 0;
      let callsOnceLeft = 0;
      const stop = outbox.watch(() => {
        calls += 1;
      });
      outbox.watch(() => {
        callsOnceLeft += 1;
      })();
      try {
        const expectNews = async (what: () => Promise<unknown>) => {
          const before = calls;
          await what();
          const giveUpAt = performance.now() + timeLimit;
          while (calls === before) {
            assert.ok(
              performance.now() < giveUpAt,
              'watch called no listener after a report became due.',
            );
            await delay(5);
          }
        };
        await expectNews(() => store(outbox, 'a'));
        const position = await claimJust(outbox, [
          (await outbox.find({ limit: 1 }))[0]?.position ?? 0,
        ]);
        for (const held of position) await settle(outbox, held, 'aside');
        await expectNews(() => outbox.amend(position[0]?.position ?? 0, resend));
      } finally {
        stop();
      }
      assertAnswer(callsOnceLeft, 0, 'The number of calls of an unsubscribed listener');
    },
  },
];
