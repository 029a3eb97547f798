import assert from 'node:assert/strict';
import type { Outbox, OutboxClaim } from '@sas-sos/core';
import {
  assertAnswer,
  assertState,
  claim,
  claimInTime,
  claimJust,
  claimOne,
  failure,
  keepAside,
  longLease,
  type OutboxCheck,
  read,
  settle,
  store,
} from './outbox-check.js';

/** Rules for which reports `claim` returns, and when. */
export const claimChecks: readonly OutboxCheck[] = [
  {
    name: 'returns no claims when it is empty',
    async run({ outbox }) {
      await claimJust(outbox, []);
    },
  },
  {
    name: 'returns the earliest reports first, up to the limit',
    async run({ outbox }) {
      const positions: number[] = [];
      for (const appointment of ['c', 'a', 'd', 'b']) {
        positions.push(await store(outbox, appointment));
      }
      await claimJust(outbox, positions.slice(0, 3), 3);
      await claimJust(outbox, positions.slice(3), 3);
    },
  },
  {
    name: 'returns a report only when the earlier ones of its appointment are finished',
    async run({ outbox }) {
      const first = await store(outbox, 'a');
      const second = await store(outbox, 'a');
      const other = await store(outbox, 'b');
      const [held] = await claimJust(outbox, [first, other]);
      await claimJust(outbox, []);
      await settle(outbox, held as OutboxClaim, 'delivered');
      await claimJust(outbox, [second]);
    },
  },
  {
    name: 'returns a claimed report to only one caller, across instances',
    async run({ outbox, instances }) {
      for (let count = 0; count < 40; count += 1) await store(outbox, `appointment ${count}`);
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          claim(instances[index % instances.length] as Outbox, 3),
        ),
      );
      const positions = claims.flat().map(({ position }) => position);
      assertAnswer(
        positions.length - new Set(positions).size,
        0,
        'The number of reports that concurrent claims returned twice',
      );
      // Concurrent calls may skip reports; the next call returns the rest.
      const rest = await claim(outbox);
      assertAnswer(
        new Set([...positions, ...rest.map((report) => report.position)]).size,
        40,
        'claim',
      );
    },
  },
  {
    name: 'returns a report again when its lease has ended',
    async run(subject) {
      const position = await store(subject.outbox, 'a');
      const [lost] = await claim(subject.outbox, 1, 1);
      const again = await claimInTime(subject);
      assertAnswer(again.position, position, 'position of claim');
      assertAnswer(
        await subject.outbox.settle([{ claim: lost as OutboxClaim, outcome: 'delivered' }]),
        [false],
        'settle of a lost claim',
      );
      await assertState(subject.outbox, position, 'waiting');
      await settle(subject.outbox, again, 'delivered');
    },
  },
  {
    name: 'counts a claim whose lease has ended as an attempt: it may have been sent',
    async run(subject) {
      const position = await store(subject.outbox, 'a');
      await claim(subject.outbox, 1, 1);
      const again = await claimInTime(subject);
      assertAnswer([again.isFirst, again.attempt], [true, 2], 'isFirst and attempt of claim');
      assertAnswer((await read(subject.outbox, position)).attempts, 2, 'attempts of find');
      await settle(subject.outbox, again, 'release');
      const third = await claimOne(subject.outbox, position);
      assertAnswer(third.attempt, 2, 'attempt of a claim after a released one');
    },
  },
  {
    name: 'marks the first attempt of the first report of an appointment',
    async run({ outbox }) {
      const summarise = ({ isFirst, attempt }: OutboxClaim) => [isFirst, attempt];
      const first = await store(outbox, 'a');
      const second = await store(outbox, 'a');
      const held = await claimOne(outbox, first);
      assertAnswer(summarise(held), [true, 1], 'isFirst and attempt of claim');
      await outbox.settle([{ claim: held, outcome: 'retry', afterMilliseconds: 0, failure }]);
      const again = await claimOne(outbox, first);
      assertAnswer(summarise(again), [true, 2], 'isFirst and attempt of the second claim');
      await settle(outbox, again, 'delivered');
      const next = await claimOne(outbox, second);
      assertAnswer(summarise(next), [false, 1], 'isFirst and attempt of the next report');
    },
  },
  {
    name: 'returns the age of each claimed report',
    async run({ outbox }) {
      const position = await store(outbox, 'a');
      const { ageMilliseconds } = await claimOne(outbox, position);
      assert.ok(
        ageMilliseconds >= 0 && ageMilliseconds < 600_000,
        `claim returned an age of ${ageMilliseconds} ms for a report that was just stored.`,
      );
    },
  },
  {
    name: 'keeps the order of each appointment, whichever instance claims and settles',
    async run({ outbox, instances }) {
      const expected: string[][] = [];
      for (let appointment = 0; appointment < 6; appointment += 1) expected.push([]);
      for (let count = 0; count < 60; count += 1) {
        const content = String(count);
        await store(outbox, String(count % 6), { content });
        expected[count % 6]?.push(content);
      }
      const delivered = new Map<string, string[]>();
      let left = 60;
      const work = async (instance: Outbox) => {
        while (left > 0) {
          const claims = await claim(instance, 4, longLease);
          for (const held of claims) {
            left -= 1;
            delivered.set(held.appointment, [
              ...(delivered.get(held.appointment) ?? []),
              held.content,
            ]);
          }
          await instance.settle(claims.map((held) => ({ claim: held, outcome: 'delivered' })));
          // Reports claimed by another instance are not due: let that instance run.
          if (claims.length === 0) await new Promise((resolve) => setImmediate(resolve));
        }
      };
      await Promise.all([...instances, ...instances].map(work));
      assertAnswer(
        expected.map((_, appointment) => delivered.get(String(appointment))),
        expected,
        'The reports of each appointment, in the order of their claims',
      );
    },
  },
  {
    name: 'holds back only the reports behind a report kept aside',
    async run({ outbox }) {
      const aside = await keepAside(outbox, 'a');
      await store(outbox, 'a');
      const other = await store(outbox, 'b');
      await claimJust(outbox, [other]);
      await assertState(outbox, aside, 'aside');
    },
  },
];
