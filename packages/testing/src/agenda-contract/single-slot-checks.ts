import assert from 'node:assert/strict';
import type { FreeSlot } from '@sas-sos/core';
import { assertSame, show } from '../assert-same.js';
import { assertSettles } from '../assert-settles.js';
import {
  type AgendaCheck,
  type AgendaSubject,
  describeSlot,
  expectedSlots,
  hintOfStored,
} from './agenda-check.js';
import { agendaUrlsOf, assertSameSlot } from './slot-field-checks.js';

/** Rules for the answer of `findFreeSlot`, which is optional. */
export const singleSlotChecks: readonly AgendaCheck[] = [
  {
    name: 'finds a free slot by its id, as a search returns it',
    async run(subject) {
      if (!subject.agenda.findFreeSlot) return;
      const agendaUrls = agendaUrlsOf(subject.fixture.associations);
      for (const expected of expectedSlots(subject.fixture).slice(0, 20)) {
        const actual = await findOne(subject, expected.id);
        assert.ok(
          actual,
          `findFreeSlot did not return slot ${describeSlot(expected)}. ${hintOfStored}`,
        );
        assertSame(actual.id, expected.id, 'findFreeSlot returned the id');
        assertSameSlot(actual, expected, agendaUrls);
      }
    },
  },
  {
    name: 'finds nothing under the id of a booked or blocked slot',
    async run(subject) {
      if (!subject.agenda.findFreeSlot) return;
      for (const { id, status } of subject.fixture.slots) {
        if (status !== 'free')
          assertNone(await findOne(subject, id), `slot ${id}, which is ${status}`);
      }
    },
  },
  {
    name: 'finds nothing under an unknown id',
    async run(subject) {
      if (!subject.agenda.findFreeSlot) return;
      // Ids come from a URL: any FHIR id is possible, not only ids that this store assigns.
      const ids = ['0', '999999999', '99999999999999999999', 'abc', 'a.b-C', '00000000-0000-0000'];
      for (const id of ids) assertNone(await findOne(subject, id), `the unknown id ${id}`);
    },
  },
  {
    name: 'finds nothing under the id of a slot once it is booked',
    async run(subject) {
      const [slot] = expectedSlots(subject.fixture);
      if (!subject.agenda.findFreeSlot || !slot) return;
      assert.ok(await findOne(subject, slot.id), `findFreeSlot did not return slot ${slot.id}.`);
      await subject.book(slot.id);
      assertNone(await findOne(subject, slot.id), `slot ${slot.id}, which \`book\` has booked`);
    },
  },
  {
    name: 'ends a lookup whose signal is already aborted',
    async run(subject) {
      const [slot] = expectedSlots(subject.fixture);
      if (!subject.agenda.findFreeSlot || !slot) return;
      await assertSettles(subject, 'The lookup', findOne(subject, slot.id, AbortSignal.abort()));
      assert.ok(
        await findOne(subject, slot.id),
        `findFreeSlot did not return slot ${slot.id} after an aborted call.`,
      );
    },
  },
];

function assertNone(found: FreeSlot | undefined, what: string): void {
  if (found !== undefined) {
    assert.fail(`findFreeSlot returned ${show(found)} for ${what}; expected undefined.`);
  }
}

async function findOne(
  { agenda }: AgendaSubject,
  id: string,
  signal = new AbortController().signal,
): Promise<FreeSlot | undefined> {
  return agenda.findFreeSlot?.({ id, signal });
}
