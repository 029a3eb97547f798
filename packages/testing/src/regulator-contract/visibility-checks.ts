import assert from 'node:assert/strict';
import type { RegulatorAccount } from '@sas-sos/core';
import {
  createRegulatorAccount,
  toAddition,
  toChange,
  toNationalId,
} from '../regulator-fixture.js';
import {
  assertSaved,
  find,
  type RegulatorCheck,
  type RegulatorSubject,
  type Search,
  save,
} from './regulator-check.js';
import { toInstance } from './save-at-once.js';

const moves = 60;

/** Rules for a find concurrent with saves: it sees all of a save or nothing of it. */
export const visibilityChecks: readonly RegulatorCheck[] = [
  {
    name: 'never shows half of a save to a concurrent find',
    run: (subject) => assertOneHolder(subject, (first, second) => ({ ids: [first.id, second.id] })),
  },
  {
    name: 'finds accounts as they were at one moment, whichever keys match them',
    run: (subject) =>
      assertOneHolder(subject, (first, second) => ({
        ids: [first.id],
        identifiers: [second.technicalId ?? ''],
        emailKeys: [first.emailKey],
      })),
  },
];

/** Moves an identifier back and forth between two accounts, and checks meanwhile who has it. */
async function assertOneHolder(
  subject: RegulatorSubject,
  toSearch: (first: RegulatorAccount, second: RegulatorAccount) => Search,
): Promise<void> {
  const nationalId = toNationalId(100);
  const holder = createRegulatorAccount(100, { nationalId });
  const second = createRegulatorAccount(101);
  await assertSaved(subject, [toAddition(holder), toAddition(second)]);
  const search = toSearch(holder, second);
  let moving = true;

  async function move() {
    let from: RegulatorAccount = holder;
    let to: RegulatorAccount = second;
    try {
      for (let count = 0; count < moves; count += 1) {
        const released = toChange(from, { nationalId: null });
        const taken = toChange(to, { nationalId });
        const outcome = await save(subject, [released, taken]);
        assert.equal(outcome, 'saved', `save answered '${outcome}'; expected 'saved'.`);
        [from, to] = [taken.after, released.after];
        await nextTurn();
      }
    } finally {
      moving = false;
    }
  }

  async function look(index: number) {
    do {
      const accounts = await find(toInstance(subject, index), search);
      const holders = accounts.filter((account) => account.nationalId === nationalId).length;
      assert.ok(
        accounts.length === 2 && holders === 1,
        `find returned ${accounts.length} accounts, of which ${holders} had the identifier that each save moves from one to the other; expected 2, and 1.`,
      );
      await nextTurn();
    } while (moving);
  }

  const settled = await Promise.allSettled([move(), ...[1, 2, 3].map(look)]);
  for (const result of settled) if (result.status === 'rejected') throw result.reason;
}

/** Waits for a turn of the event loop, for adapters whose calls are synchronous. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
