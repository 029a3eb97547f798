import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Outbox, OutboxAmendment, OutboxClaim } from '@sas-sos/core';
import {
  assertAnswer,
  claim,
  claimInTime,
  claimJust,
  claimOne,
  failure,
  keepAside,
  type OutboxCheck,
  type OutboxSubject,
  settle,
  store,
} from './outbox-check.js';

const person = { by: 'agent', reason: 'seen with the practice' } as const;

const decisions: readonly OutboxAmendment[] = [
  { ...person, action: 'resend' },
  { ...person, action: 'mend', content: '{"mended":true}' },
  { ...person, action: 'drop' },
];

/** Claims and delivers the reports at these positions, which must become due one after the other. */
async function deliverInTurn(outbox: Outbox, positions: readonly number[]): Promise<void> {
  for (const position of positions) {
    await settle(outbox, await claimOne(outbox, position), 'delivered');
  }
  await claimJust(outbox, []);
}

/** Number of reports of the check of the cost of a claim. */
const many = 2000;

/** Calls a function with 0, 1, … in parallel, a few at a time. */
async function repeat(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

/** Returns the time of the fastest of several claims, which find nothing. */
async function timeClaims({ outbox }: OutboxSubject): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let count = 0; count < 20; count += 1) {
    const startedAt = performance.now();
    await claimJust(outbox, []);
    fastest = Math.min(fastest, performance.now() - startedAt);
  }
  return fastest;
}

/** Rules for reports that wait and cannot be claimed. */
export const backlogChecks: readonly OutboxCheck[] = [
  {
    name: 'returns the reports behind one kept aside in order, whatever is decided',
    async run({ outbox }) {
      for (const [index, decision] of decisions.entries()) {
        const appointment = `appointment ${index}`;
        const aside = await keepAside(outbox, appointment);
        const behind = [await store(outbox, appointment), await store(outbox, appointment)];
        await claimJust(outbox, []);
        behind.push(await store(outbox, appointment));
        await claimJust(outbox, []);
        assertAnswer(await outbox.amend(aside, decision), true, 'amend');
        await deliverInTurn(outbox, decision.action === 'drop' ? behind : [aside, ...behind]);
      }
    },
  },
  {
    name: 'holds back what is behind a report kept aside for a second time',
    async run({ outbox }) {
      const aside = await keepAside(outbox, 'a');
      const next = await store(outbox, 'a');
      await claimJust(outbox, []);
      await outbox.amend(aside, { ...person, action: 'resend' });
      await settle(outbox, await claimOne(outbox, aside), 'aside');
      await claimJust(outbox, []);
      await outbox.amend(aside, { ...person, action: 'drop' });
      await outbox.purge({ olderThanMilliseconds: -60_000 });
      await deliverInTurn(outbox, [next]);
    },
  },
  {
    name: 'returns the reports behind one that is put off in order, once it is delivered',
    async run(subject) {
      const { outbox } = subject;
      const first = await store(outbox, 'a');
      const behind = [await store(outbox, 'a'), await store(outbox, 'a')];
      const held = await claimOne(outbox, first);
      await outbox.settle([{ claim: held, outcome: 'retry', afterMilliseconds: 300, failure }]);
      await claimJust(outbox, []);
      behind.push(await store(outbox, 'a'));
      const again = await claimInTime(subject);
      assertAnswer(again.position, first, 'position of claim');
      await claimJust(outbox, []);
      await settle(outbox, again, 'release');
      await deliverInTurn(outbox, [first, ...behind]);
    },
  },
  {
    name: 'counts and finds what is held back as waiting',
    async run({ outbox }) {
      await keepAside(outbox, 'a');
      const behind = [await store(outbox, 'a'), await store(outbox, 'a')];
      await claimJust(outbox, []);
      const found = await outbox.find({ state: 'waiting', limit: 10 });
      assertAnswer(
        found.map(({ position, state }) => [position, state]),
        behind.map((position) => [position, 'waiting']),
        'find by state',
      );
      const { waiting, oldestWaitingMilliseconds } = await outbox.count();
      assertAnswer(waiting, 2, 'waiting of count');
      assert.ok(oldestWaitingMilliseconds >= 0, 'oldestWaitingMilliseconds is negative.');
    },
  },
  {
    name: 'leaves no report behind that is stored, looked at and released at the same time',
    async run({ outbox, instances, timeLimit }) {
      const reports = 40;
      const delivered: number[] = [];
      const expected = [await store(outbox, 'a')];
      const at = (index: number) => instances[index % instances.length] as Outbox;
      const deliver = async (instance: Outbox, claims: readonly OutboxClaim[]) => {
        delivered.push(...claims.map(({ position }) => position));
        await instance.settle(claims.map((held) => ({ claim: held, outcome: 'delivered' })));
      };
      for (let index = 1; index < reports; index += 1) {
        const held = await claim(outbox);
        const [position] = await Promise.all([
          store(at(index), 'a'),
          deliver(outbox, held),
          ...instances.map(async (instance) => deliver(instance, await claim(instance))),
        ]);
        expected.push(position);
      }
      const giveUpAt = performance.now() + timeLimit;
      while (delivered.length < reports && performance.now() < giveUpAt) {
        await deliver(outbox, await claim(outbox));
        if (delivered.length < reports) await delay(5);
      }
      assertAnswer(delivered, expected, 'The positions in the order of their delivery');
    },
  },
  {
    name: 'claims as fast with many reports held back as without any',
    async run(subject) {
      const { outbox } = subject;
      const empty = await timeClaims(subject);
      await repeat(many / 2, (index) => store(outbox, `appointment ${index}`));
      for (;;) {
        const claims = await claim(outbox, 500);
        if (claims.length === 0) break;
        await outbox.settle(claims.map((held) => ({ claim: held, outcome: 'aside', failure })));
      }
      await repeat(many / 2, (index) => store(outbox, `appointment ${index}`));
      const full = await timeClaims(subject);
      // A claim that goes through everything takes some 10 ms and more.
      assert.ok(
        full <= 3 * empty + 5,
        `The fastest claim took ${full.toFixed(1)} ms with ${many} reports of which none is due, and ${empty.toFixed(1)} ms in an empty outbox: it should not depend on what cannot be claimed.`,
      );
    },
  },
];
