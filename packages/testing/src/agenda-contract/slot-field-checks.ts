import assert from 'node:assert/strict';
import type { Association, FreeSlot } from '@sas-sos/core';
import { assertSame } from '../assert-same.js';
import {
  type AgendaCheck,
  type AgendaSubject,
  describeSlot,
  expectedSlots,
  findAll,
  hintOfStored,
  instantsOf,
  listAssociations,
} from './agenda-check.js';

type ReadField = (slot: FreeSlot, agendaUrls: ReadonlyMap<string, string>) => unknown;

// The fields of a slot that are sent to the platform, normalised.
const slotFields: readonly (readonly [name: string, read: ReadField])[] = [
  ['place', ({ placeId }) => placeId],
  ['start and end', instantsOf],
  // An agenda may leave out the audiences that the platform does not serve.
  ['audience', ({ audience }) => audience.filter((value) => isServed.has(value)).sort()],
  ['ways of consulting', ({ consultation }) => [...consultation].sort()],
  ['way of booking', ({ booking }) => booking],
  ['page', ({ url, placeId }, agendaUrls) => url ?? agendaUrls.get(placeId)],
  ['reasons', ({ reasons }) => (reasons ?? []).map(toReasonText).sort()],
];

const isServed: ReadonlySet<string> = new Set(['public', 'sas']);

/** Rules for the fields of a slot that `findFreeSlots` returns. */
export const slotFieldChecks: readonly AgendaCheck[] = slotFields.map(([name, read]) => ({
  name: `returns the ${name} of each slot`,
  run: (subject) => assertSameSlots(subject, name, read),
}));

/** Fails unless a slot has the fields of the fixture. */
export function assertSameSlot(
  actual: FreeSlot,
  expected: FreeSlot,
  agendaUrls: ReadonlyMap<string, string>,
): void {
  for (const [name, read] of slotFields) {
    const what = `findFreeSlot returned the ${name} of slot ${describeSlot(expected)}`;
    assertSame(read(actual, agendaUrls), read(expected, agendaUrls), what);
  }
}

/** Maps each place to its page, for slots without a page of their own. */
export function agendaUrlsOf(associations: readonly Association[]): ReadonlyMap<string, string> {
  return new Map(
    associations.flatMap(({ places }) => places.map(({ id, agendaUrl }) => [id, agendaUrl ?? ''])),
  );
}

async function assertSameSlots(
  subject: AgendaSubject,
  name: string,
  read: ReadField,
): Promise<void> {
  const slotsById = new Map((await findAll(subject)).map((slot) => [slot.id, slot]));
  const listed = agendaUrlsOf(await listAssociations(subject));
  const stored = agendaUrlsOf(subject.fixture.associations);
  const wanted = expectedSlots(subject.fixture).filter(({ id }) => slotsById.has(id));
  assert.ok(
    wanted.length > 0,
    `findFreeSlots returned no slot of the fixture, under its id. ${hintOfStored}`,
  );
  for (const expected of wanted) {
    const slot = slotsById.get(expected.id) ?? expected;
    assertSame(
      read(slot, listed),
      read(expected, stored),
      `findFreeSlots returned the ${name} of slot ${describeSlot(expected)}; ${hintOfStored}`,
    );
  }
}

function toReasonText(reason: NonNullable<FreeSlot['reasons']>[number]): string {
  return typeof reason === 'string' ? reason : `${reason.code} ${reason.label ?? ''}`;
}
