import assert from 'node:assert/strict';
import type { OutboxClaim } from '@sas-sos/core';
import {
  assertAnswer,
  assertState,
  claim,
  claimInTime,
  claimJust,
  claimOne,
  failure,
  type OutboxCheck,
  settle,
  store,
} from './outbox-check.js';

/** Rules for what `settle` does with a claimed report. */
export const settleChecks: readonly OutboxCheck[] = [
  {
    name: 'finishes a delivered report, and never returns it again',
    async run({ outbox }) {
      const position = await store(outbox, 'a');
      await settle(outbox, await claimOne(outbox, position), 'delivered');
      const { changedAt, attempts } = await assertState(outbox, position, 'delivered');
      assert.ok(
        Number.isSafeInteger(changedAt),
        'changedAt of a delivered report is not an integer.',
      );
      assertAnswer(attempts, 1, 'attempts');
      await claimJust(outbox, []);
    },
  },
  {
    name: 'returns a failed report again, but not before its time',
    async run(subject) {
      const { outbox } = subject;
      const late = await store(outbox, 'a');
      const soon = await store(outbox, 'b');
      const claims = await claimJust(outbox, [late, soon]);
      const waits = [600_000, 1];
      const answer = await outbox.settle(
        claims.map((held, index) => ({
          ...{ claim: held, outcome: 'retry', failure },
          afterMilliseconds: waits[index] ?? 0,
        })),
      );
      assertAnswer(answer, [true, true], 'settle');
      assertAnswer((await claimInTime(subject)).position, soon, 'position of claim');
      await claimJust(outbox, []);
      await assertState(outbox, late, 'waiting');
    },
  },
  {
    name: 'keeps the reason of a failure or refusal unchanged',
    async run({ outbox }) {
      const retried = await store(outbox, 'a');
      const aside = await store(outbox, 'b');
      const [first, second] = (await claimJust(outbox, [retried, aside])) as [
        OutboxClaim,
        OutboxClaim,
      ];
      await outbox.settle([
        { claim: first, outcome: 'retry', afterMilliseconds: 0, failure },
        { claim: second, outcome: 'aside', failure: { code: 'SAS_REPORT_REFUSED' } },
      ]);
      assertAnswer((await assertState(outbox, retried, 'waiting')).failure, failure, 'failure');
      assertAnswer(
        (await assertState(outbox, aside, 'aside')).failure,
        { code: 'SAS_REPORT_REFUSED' },
        'failure',
      );
    },
  },
  {
    name: 'treats a released report as if it had not been claimed',
    async run({ outbox }) {
      const position = await store(outbox, 'a');
      await settle(outbox, await claimOne(outbox, position), 'release');
      const again = await claimOne(outbox, position);
      assertAnswer([again.isFirst, again.attempt], [true, 1], 'isFirst and attempt of claim');
      await settle(outbox, again, 'delivered');
    },
  },
  {
    name: 'settles a claim once',
    async run({ outbox }) {
      const position = await store(outbox, 'a');
      const held = await claimOne(outbox, position);
      const retry = { claim: held, outcome: 'retry', afterMilliseconds: 0, failure } as const;
      assertAnswer(await outbox.settle([retry]), [true], 'settle');
      assertAnswer(
        await outbox.settle([{ claim: held, outcome: 'delivered' }]),
        [false],
        'settle of a claim already settled',
      );
      await assertState(outbox, position, 'waiting');
    },
  },
  {
    name: 'takes the first of two settlements of one claim in one call',
    async run({ outbox }) {
      const [delivered, retried] = [await store(outbox, 'a'), await store(outbox, 'b')];
      const claims = await claimJust(outbox, [delivered, retried]);
      const [first, second] = claims as [OutboxClaim, OutboxClaim];
      const retry = { outcome: 'retry', afterMilliseconds: 0, failure } as const;
      const answer = await outbox.settle([
        { claim: first, outcome: 'delivered' },
        { claim: second, ...retry },
        { claim: first, ...retry },
        { claim: second, outcome: 'delivered' },
      ]);
      assertAnswer(answer, [true, true, false, false], 'settle');
      assertAnswer((await assertState(outbox, delivered, 'delivered')).failure, null, 'failure');
      await assertState(outbox, retried, 'waiting');
      await claimJust(outbox, [retried]);
    },
  },
  {
    name: 'takes the last claim of a report from among settlements of several',
    async run(subject) {
      const { outbox } = subject;
      const position = await store(outbox, 'a');
      const [lost] = await claim(outbox, 1, 1);
      const again = await claimInTime(subject);
      const answer = await outbox.settle([
        { claim: lost as OutboxClaim, outcome: 'aside', failure },
        { claim: again, outcome: 'delivered' },
      ]);
      assertAnswer(answer, [false, true], 'settle');
      await assertState(outbox, position, 'delivered');
    },
  },
  {
    name: 'answers for each settlement, in the given order',
    async run({ outbox }) {
      const positions = [await store(outbox, 'a'), await store(outbox, 'b')];
      const claims = await claimJust(outbox, positions);
      const [first, second] = claims as [OutboxClaim, OutboxClaim];
      const strange = { position: second.position + 1_000_000, token: 1 };
      const answer = await outbox.settle([
        { claim: second, outcome: 'delivered' },
        { claim: strange, outcome: 'delivered' },
        { claim: first, outcome: 'delivered' },
      ]);
      assertAnswer(answer, [true, false, true], 'settle');
      assertAnswer(await outbox.settle([]), [], 'settle of an empty list');
    },
  },
];
