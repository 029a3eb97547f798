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

// More than a pool of connections has.
const manyCalls = 30;

/** That calls end when their caller has left, and leave nothing behind that is in the way. */
export const endingChecks: readonly RegulatorCheck[] = [
  {
    name: 'ends a find whose caller has left already',
    async run(subject) {
      for (let call = 0; call < manyCalls; call += 1) {
        const found = find(subject, { ids: [fixture.national.id], signal: AbortSignal.abort() });
        await assertSettles(subject, 'The find', found);
      }
      await assertAnswers(subject);
    },
  },
  {
    name: 'saves all or nothing when its caller has left already',
    async run(subject) {
      for (let call = 0; call < manyCalls; call += 1) {
        await assertAllOrNothing(subject, call, AbortSignal.abort());
      }
      await assertAnswers(subject);
    },
  },
  {
    name: 'saves all or nothing when its caller leaves meanwhile',
    async run(subject) {
      for (let call = 0; call < manyCalls; call += 1) {
        const caller = new AbortController();
        const saved = assertAllOrNothing(subject, call, caller.signal);
        // At one moment of the work, then at a later one.
        for (let turn = 0; turn < call; turn += 1) await nextTurn(turn);
        caller.abort();
        await saved;
      }
      await assertAnswers(subject);
    },
  },
  {
    name: 'goes on answering after calls that came too late',
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

/** Saves while the caller leaves. The answer is open, a rejection too; half a save is not. */
async function assertAllOrNothing(
  subject: RegulatorSubject,
  call: number,
  signal: AbortSignal,
): Promise<void> {
  const additions = [0, 1, 2].map((each) => createRegulatorAccount(1000 + 10 * call + each));
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
  const found = assertFinds(subject, { ids: [national.id, added.id] }, [national, added]);
  await assertSettles(subject, 'The next find', found);
  await found;
}

/** Microtasks at first, then turns of the event loop. */
function nextTurn(turn: number): Promise<void> {
  return turn < 10 ? Promise.resolve() : new Promise((resolve) => setImmediate(resolve));
}
