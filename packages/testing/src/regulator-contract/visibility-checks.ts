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

/** That a find in parallel with saves sees all of a save or nothing of it. */
export const visibilityChecks: readonly RegulatorCheck[] = [
  {
    name: 'shows no half of a save to a find at the same time',
    run: (subject) => assertOneHolder(subject, (one, other) => ({ ids: [one.id, other.id] })),
  },
  {
    name: 'finds accounts as they were at one moment, whichever keys lead to them',
    run: (subject) =>
      assertOneHolder(subject, (one, other) => ({
        ids: [one.id],
        identifiers: [other.technicalId ?? ''],
        emailKeys: [one.emailKey],
      })),
  },
];

/** Moves an identifier to and fro between two accounts, and looks all the while at who has it. */
async function assertOneHolder(
  subject: RegulatorSubject,
  toSearch: (one: RegulatorAccount, other: RegulatorAccount) => Search,
): Promise<void> {
  const nationalId = toNationalId(100);
  const holder = createRegulatorAccount(100, { nationalId });
  const other = createRegulatorAccount(101);
  await assertSaved(subject, [toAddition(holder), toAddition(other)]);
  const search = toSearch(holder, other);
  let moving = true;

  async function move() {
    let from: RegulatorAccount = holder;
    let to: RegulatorAccount = other;
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
      const found = await find(toInstance(subject, index), search);
      const holders = found.filter((each) => each.nationalId === nationalId).length;
      assert.ok(
        found.length === 2 && holders === 1,
        `find gave ${found.length} accounts, of which ${holders} had the identifier that each save moves from one to the other; expected 2, and 1.`,
      );
      await nextTurn();
    } while (moving);
  }

  const settled = await Promise.allSettled([move(), ...[1, 2, 3].map(look)]);
  for (const each of settled) if (each.status === 'rejected') throw each.reason;
}

/** Lets the event loop go round, for adapters whose calls take no turn of their own. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
