import assert from 'node:assert/strict';
import { assertSettles } from '../assert-settles.js';
import {
  createRegulatorAccount,
  regulatorFixture as fixture,
  toAddition,
  toChange,
} from '../regulator-fixture.js';
import {
  assertFinds,
  assertSaved,
  find,
  type RegulatorCheck,
  type RegulatorSubject,
  save,
} from './regulator-check.js';

// More calls than a connection pool has connections.
const manyCalls = 30;

/** Rules for aborted calls: they end, and do not block later calls. */
export const endingChecks: readonly RegulatorCheck[] = [
  {
    name: 'ends a find that is already aborted',
    async run(subject) {
      for (let call = 0; call < manyCalls; call += 1) {
        const answer = find(subject, { ids: [fixture.national.id], signal: AbortSignal.abort() });
        await assertSettles(subject, 'The find', answer);
      }
      await assertAnswers(subject);
    },
  },
  {
    name: 'ends a find that is aborted meanwhile',
    async run(subject) {
      for (let call = 0; call < manyCalls; call += 1) {
        const caller = new AbortController();
        const search = { ids: [fixture.national.id], signal: caller.signal };
        const ended = find(subject, search).catch(() => {});
        // Each call is aborted at a later moment of the work.
        for (let turn = 0; turn < call; turn += 1) await nextTurn(turn);
        caller.abort();
        await assertSettles(subject, 'The find', ended);
      }
      await assertAnswers(subject);
    },
  },
  {
    name: 'saves all or nothing when it is already aborted',
    async run(subject) {
      for (let call = 0; call < manyCalls; call += 1) {
        await assertAllOrNothing(subject, call, AbortSignal.abort());
      }
      await assertAnswers(subject);
    },
  },
  {
    name: 'saves all or nothing when it is aborted meanwhile',
    async run(subject) {
      for (let call = 0; call < manyCalls; call += 1) {
        const caller = new AbortController();
        const saved = assertAllOrNothing(subject, call, caller.signal);
        // Each call is aborted at a later moment of the work.
        for (let turn = 0; turn < call; turn += 1) await nextTurn(turn);
        caller.abort();
        await saved;
      }
      await assertAnswers(subject);
    },
  },
  {
    name: 'still answers after stale calls',
    async run(subject) {
      const { complete } = fixture;
      await assertSaved(subject, [toChange(complete, { familyName: 'Un' })]);
      for (let call = 0; call < manyCalls; call += 1) {
        const late = save(subject, [
          toAddition(createRegulatorAccount(100 + call)),
          toChange(complete, { familyName: 'Deux' }),
        ]);
        await assertSettles(subject, 'The save', late);
      }
      await assertAnswers(subject);
    },
  },
];

/** Saves while the call is aborted. Any answer or rejection is allowed, but not half a save. */
async function assertAllOrNothing(
  subject: RegulatorSubject,
  call: number,
  signal: AbortSignal,
): Promise<void> {
  const additions = [0, 1, 2].map((number) => createRegulatorAccount(1000 + 10 * call + number));
  const ids = additions.map(({ id }) => id);
  const start = async () => subject.accounts.save(additions.map(toAddition), { signal });
  const outcome = start().catch(() => 'rejected');
  await assertSettles(subject, 'The save', outcome);
  const { length } = await find(subject, { ids });
  const answer = await outcome;
  assert.ok(
    length === 0 || length === ids.length,
    `${length} of ${ids.length} changes were saved (save: ${answer}); expected all or none.`,
  );
  if (answer === 'saved')
    assert.equal(length, ids.length, `save answered 'saved', and saved none.`);
  if (answer === 'stale') assert.equal(length, 0, `save answered 'stale', and saved the changes.`);
}

async function assertAnswers(subject: RegulatorSubject): Promise<void> {
  const { national } = fixture;
  const added = createRegulatorAccount(20);
  const saved = assertSaved(subject, [toAddition(added)]);
  await assertSettles(subject, 'The next save', saved);
  await saved;
  const answer = assertFinds(subject, { ids: [national.id, added.id] }, [national, added]);
  await assertSettles(subject, 'The next find', answer);
  await answer;
}

/** Waits for a microtask at first, later for a turn of the event loop. */
function nextTurn(turn: number): Promise<void> {
  return turn < 10 ? Promise.resolve() : new Promise((resolve) => setImmediate(resolve));
}
