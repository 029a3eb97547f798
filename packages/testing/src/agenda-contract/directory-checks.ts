import {
  type Association,
  overseasTimeZone,
  type Place,
  parseFiness,
  toPhoneNumber,
} from '@sas-sos/core';
import { assertSame } from '../assert-same.js';
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
      assertSame(
        siretsOf(listed),
        siretsOf(subject.fixture.associations),
        'listAssociations returned the SIRETs',
      );
    },
  },
  {
    name: 'returns the name of each association',
    run: (subject) => assertSameAssociations(subject, 'name', ({ name }) => name),
  },
  {
    name: 'lists every place under its association, once',
    run: (subject) =>
      assertSameAssociations(subject, 'places', ({ places }) => places.map(({ id }) => id).sort()),
  },
  ...placeFields.map(
    ([name, read]): AgendaCheck => ({
      name: `returns the ${name} of each place`,
      run: (subject) =>
        assertSameAssociations(subject, `${name} of each place`, ({ places }) =>
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
        assertSame(order(await listAssociations(subject)), first, 'listAssociations, asked again');
      }
    },
  },
  {
    name: 'returns an empty list when it has no associations',
    fixture: 'none',
    async run(subject) {
      assertSame(await listAssociations(subject), [], 'listAssociations of an empty store');
    },
  },
];

async function assertSameAssociations(
  subject: AgendaSubject,
  what: string,
  read: (association: Association) => unknown,
): Promise<void> {
  const bySiret = (associations: readonly Association[]) =>
    Object.fromEntries(
      associations.map((association) => [toSiret(association.siret), read(association)]),
    );
  const listed = bySiret(await listAssociations(subject));
  // Another rule checks that every association is listed.
  const expected = Object.entries(bySiret(subject.fixture.associations));
  for (const [siret, value] of expected) {
    if (!(siret in listed)) continue;
    assertSame(
      listed[siret],
      value,
      `listAssociations returned the ${what} of association ${siret}`,
    );
  }
}

function siretsOf(associations: readonly Association[]): string[] {
  return associations.map(({ siret }) => toSiret(siret)).sort();
}
