import assert from 'node:assert/strict';
import {
  type Association,
  overseasTimeZone,
  type Place,
  parseFiness,
  toPhoneNumber,
} from '@sas-sos/core';
import { type AgendaCheck, type AgendaSubject, listAssociations, toSiret } from './agenda-check.js';

// The fields of a place that are sent to the platform, normalised.
const placeFields: readonly (readonly [name: string, read: (place: Place) => unknown])[] = [
  ['name', ({ name }) => name],
  ['address', ({ address: { line, postalCode, city } }) => ({ line, postalCode, city })],
  ['phone', ({ phone }) => (phone ? toPhoneNumber(phone) : undefined)],
  ['FINESS', ({ finess }) => (finess ? parseFiness(finess).value : undefined)],
  [
    'time zone',
    ({ timeZone, address }) => timeZone ?? overseasTimeZone(address.postalCode) ?? 'Europe/Paris',
  ],
  [
    'opening hours',
    ({ openingHours }) =>
      (openingHours ?? [])
        .flatMap(({ days, opens, closes }) => days.map((day) => `${day} ${opens}-${closes}`))
        .sort(),
  ],
  ['agenda page', ({ agendaUrl }) => agendaUrl ?? undefined],
];

/** Rules for the answer of `listAssociations`. */
export const directoryChecks: readonly AgendaCheck[] = [
  {
    name: 'lists every association, once',
    async run(subject) {
      const listed = await listAssociations(subject);
      assert.deepEqual(siretsOf(listed), siretsOf(subject.fixture.associations));
    },
  },
  {
    name: 'returns the name of each association',
    run: (subject) => assertSameAssociations(subject, ({ name }) => name),
  },
  {
    name: 'lists every place under its association, once',
    run: (subject) =>
      assertSameAssociations(subject, ({ places }) => places.map(({ id }) => id).sort()),
  },
  ...placeFields.map(
    ([name, read]): AgendaCheck => ({
      name: `returns the ${name} of each place`,
      run: (subject) =>
        assertSameAssociations(subject, ({ places }) =>
          Object.fromEntries(places.map((place) => [place.id, read(place)])),
        ),
    }),
  ),
  {
    name: 'lists associations and places in the same order every time',
    async run(subject) {
      const order = (associations: readonly Association[]) =>
        associations.map(({ siret, places }) => [siret, ...places.map(({ id }) => id)]);
      const first = order(await listAssociations(subject));
      for (let call = 0; call < 5; call += 1) {
        assert.deepEqual(order(await listAssociations(subject)), first);
      }
    },
  },
  {
    name: 'returns an empty list when it has no associations',
    fixture: 'none',
    async run(subject) {
      assert.deepEqual(await listAssociations(subject), []);
    },
  },
];

async function assertSameAssociations(
  subject: AgendaSubject,
  read: (association: Association) => unknown,
): Promise<void> {
  const bySiret = (associations: readonly Association[]) =>
    Object.fromEntries(
      associations.map((association) => [toSiret(association.siret), read(association)]),
    );
  const listed = bySiret(await listAssociations(subject));
  // Another rule checks that every association is listed.
  const expected = Object.entries(bySiret(subject.fixture.associations));
  assert.deepEqual(listed, Object.fromEntries(expected.filter(([siret]) => siret in listed)));
}

function siretsOf(associations: readonly Association[]): string[] {
  return associations.map(({ siret }) => toSiret(siret)).sort();
}
