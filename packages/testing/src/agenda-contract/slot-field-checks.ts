import assert from 'node:assert/strict';
import type { Association, FreeSlot } from '@sas-sos/core';
import {
  type AgendaCheck,
  type AgendaSubject,
  expectedSlots,
  findAll,
  instantsOf,
  listAssociations,
} from './agenda-check.js';

type ReadField = (slot: FreeSlot, agendaUrls: ReadonlyMap<string, string>) => unknown;

// What of a slot the platform is sent, in one form however the vendor stores it.
const slotFields: readonly (readonly [name: string, read: ReadField])[] = [
  ['place', ({ placeId }) => placeId],
  ['start and end', instantsOf],
  // An agenda may leave out the audiences that the platform does not serve.
  ['audience', ({ audience }) => audience.filter((each) => isServed.has(each)).sort()],
  ['ways of consulting', ({ consultation }) => [...consultation].sort()],
  ['way of booking', ({ booking }) => booking],
  ['page', ({ url, placeId }, agendaUrls) => url ?? agendaUrls.get(placeId)],
  ['reasons', ({ reasons }) => (reasons ?? []).map(toReasonText).sort()],
];

const isServed: ReadonlySet<string> = new Set(['public', 'sas']);

/** What `findFreeSlots` tells of a slot. */
export const slotFieldChecks: readonly AgendaCheck[] = slotFields.map(([name, read]) => ({
  name: `gives each slot its ${name}`,
  run: (subject) => assertSameSlots(subject, read),
}));

/** Fails unless a slot is told as the fixture has it. */
export function assertSameSlot(
  found: FreeSlot,
  expected: FreeSlot,
  agendaUrls: ReadonlyMap<string, string>,
): void {
  for (const [name, read] of slotFields) {
    assert.deepEqual({ [name]: read(found, agendaUrls) }, { [name]: read(expected, agendaUrls) });
  }
}

/** Pages of the places, for the slots that have none of their own. */
export function agendaUrlsOf(associations: readonly Association[]): ReadonlyMap<string, string> {
  return new Map(
    associations.flatMap(({ places }) => places.map(({ id, agendaUrl }) => [id, agendaUrl ?? ''])),
  );
}

async function assertSameSlots(subject: AgendaSubject, read: ReadField): Promise<void> {
  const found = new Map((await findAll(subject)).map((slot) => [slot.id, slot]));
  const listed = agendaUrlsOf(await listAssociations(subject));
  const stored = agendaUrlsOf(subject.fixture.associations);
  const wanted = expectedSlots(subject.fixture).filter(({ id }) => found.has(id));
  assert.notEqual(wanted.length, 0);
  for (const expected of wanted) {
    const slot = found.get(expected.id) ?? expected;
    assert.deepEqual(
      { id: slot.id, value: read(slot, listed) },
      {
        id: expected.id,
        value: read(expected, stored),
      },
    );
  }
}

function toReasonText(reason: NonNullable<FreeSlot['reasons']>[number]): string {
  return typeof reason === 'string' ? reason : `${reason.code} ${reason.label ?? ''}`;
}
