import type { Association, Place } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { checkAgenda } from '../check-agenda.js';
import { toFhirLocation } from '../fhir/to-fhir-location.js';
import { toFhirOrganization } from '../fhir/to-fhir-organization.js';
import type { ListedPlace } from './directory.js';
import { readDirectory } from './read-directory.js';

// Its check digit is wrong, as in the guide's own examples.
const siret = '33417374840002';

function place(changes: Partial<Place> = {}): Place {
  return {
    id: 'p1',
    name: 'Centre de consultation',
    phone: '01 99 00 12 34',
    address: { line: '1 rue de Rennes', postalCode: '35000', city: 'Rennes' },
    ...changes,
  };
}

function association(changes: Partial<Association> = {}): Association {
  return { siret: '73282932000074', name: 'SOS Médecins', places: [place()], ...changes };
}

/** What a place is sent as, but for the vendor's own object. */
function toSent({ timeZone, finess, agendaUrl, ...listed }: ListedPlace) {
  const location = toFhirLocation(
    { ...listed, timeZone, finess, agendaUrl },
    { placeIdSystem: 'x' },
  );
  return { location, zone: timeZone.name, finess: finess?.value, agendaUrl };
}

const address = { line: '1 rue de Rennes', postalCode: '35000', city: 'Rennes' };

describe('what is left out, and how it is reported', () => {
  it.each([
    {
      name: 'no SIRET',
      given: association({ siret: '' }),
      path: 'associations[0].siret',
      code: 'association-siret-malformed',
    },
    {
      name: 'a SIREN for a SIRET',
      given: association({ siret: '732829320' }),
      path: 'associations[0].siret',
      code: 'association-siret-malformed',
    },
    {
      name: 'a FINESS for a SIRET',
      given: association({ siret: '1350000001' }),
      path: 'associations[0].siret',
      code: 'association-siret-malformed',
    },
    {
      name: 'not an object',
      given: null as never,
      path: 'associations[0]',
      code: 'association-malformed',
    },
    {
      name: 'no name',
      given: association({ name: ' ' }),
      path: 'associations[73282932000074].name',
      code: 'association-name-missing',
    },
    {
      name: 'a name that shows nothing',
      given: association({ name: '\u200b' }),
      path: 'associations[73282932000074].name',
      code: 'association-name-missing',
    },
  ])('association: $name', ({ given, path, code }) => {
    const directory = readDirectory([given, association({ siret })]);
    expect(directory.associations.map((listed) => listed.siret.unprefixed)).toEqual([siret]);
    expect(directory.faults.map((fault) => [fault.path, fault.code])).toContainEqual([path, code]);
  });

  it('association: a repeated SIRET, once with its prefix', () => {
    const { associations, faults } = readDirectory([
      association({ siret: '732 829 320 00074' }),
      association({ siret: '373282932000074', name: 'Autre' }),
    ]);
    expect(associations.map(({ name }) => name)).toEqual(['SOS Médecins']);
    expect(faults.map(({ code }) => code)).toEqual(['association-siret-duplicate']);
  });

  it.each([
    { name: 'not an object', given: 'p1' as never, path: '[0]', code: 'place-malformed' },
    { name: 'no id', given: place({ id: '' }), path: '[0].id', code: 'place-id-missing' },
    { name: 'no name', given: place({ name: '' }), path: '[p1].name', code: 'place-name-missing' },
    {
      name: 'a name of control characters',
      given: place({ name: '\u0000\u0007' }),
      path: '[p1].name',
      code: 'place-name-missing',
    },
    {
      name: 'no line',
      given: place({ address: { ...address, line: '' } }),
      path: '[p1].address.line',
      code: 'place-address-line-missing',
    },
    {
      name: 'no city',
      given: place({ address: { ...address, city: '' } }),
      path: '[p1].address.city',
      code: 'place-address-city-missing',
    },
    {
      name: 'a short postal code',
      given: place({ address: { ...address, postalCode: '1000' } }),
      path: '[p1].address.postalCode',
      code: 'place-postal-code-malformed',
    },
    {
      name: 'no postal code',
      given: place({ address: { ...address, postalCode: undefined as never } }),
      path: '[p1].address.postalCode',
      code: 'place-postal-code-malformed',
    },
    {
      name: 'an unknown time zone',
      given: place({ timeZone: 'Europe/Rennes' }),
      path: '[p1].timeZone',
      code: 'place-time-zone-unknown',
    },
  ])('place: $name', ({ given, path, code }) => {
    const { places, faults } = readDirectory([
      association({ places: [given, place({ id: 'p2' })] }),
    ]);
    expect(places.map(({ id }) => id)).toEqual(['p2']);
    expect(faults).toMatchObject([
      { path: `associations[73282932000074].places${path}`, code, severity: 'error' },
    ]);
  });

  it('place: all its faults at once', () => {
    const { places, faults } = readDirectory([
      association({
        places: [
          place({
            id: '',
            name: ' ',
            address: undefined as never,
            timeZone: 'Europe/Rennes',
            phone: '3624',
            finess: '12',
            coordinates: { latitude: 91, longitude: 0 },
            openingHours: [{ days: [], opens: '08:00', closes: '19:00' }],
            agendaUrl: '/agenda',
          }),
        ],
      }),
    ]);
    expect(places).toEqual([]);
    expect(faults.map(({ path, code }) => [path.split('.').slice(2).join('.'), code])).toEqual([
      ['id', 'place-id-missing'],
      ['name', 'place-name-missing'],
      ['address.line', 'place-address-line-missing'],
      ['address.city', 'place-address-city-missing'],
      ['address.postalCode', 'place-postal-code-malformed'],
      ['timeZone', 'place-time-zone-unknown'],
      ['phone', 'place-phone-malformed'],
      ['finess', 'place-finess-malformed'],
      ['coordinates', 'place-coordinates-malformed'],
      ['openingHours[0]', 'place-opening-hours-malformed'],
      ['agendaUrl', 'place-agenda-url-malformed'],
    ]);
  });

  it('association: all its faults at once, and those of its places', () => {
    const { associations, places, faults } = readDirectory([
      association({ siret: '12', name: '', places: [place({ name: '' }), place({ id: 'p2' })] }),
      association(),
    ]);
    expect(associations).toHaveLength(1);
    expect(places.map(({ id, rank }) => [id, rank])).toEqual([['p1', 0]]);
    expect(faults.map(({ path, code }) => [path, code])).toEqual([
      ['associations[0].siret', 'association-siret-malformed'],
      ['associations[0].name', 'association-name-missing'],
      ['associations[0].places[p1].name', 'place-name-missing'],
    ]);
  });

  it('place: a repeated id, in two associations', () => {
    const { places, faults } = readDirectory([association(), association({ siret })]);
    expect(places).toHaveLength(1);
    expect(faults.map(({ code }) => code)).toEqual([
      'association-siret-check-digit',
      'place-id-duplicate',
    ]);
  });

  it.each([
    { name: 'no phone', changes: { phone: null }, path: '.phone', code: 'place-phone-missing' },
    {
      name: 'an invalid phone number',
      changes: { phone: '3624' },
      path: '.phone',
      code: 'place-phone-malformed',
    },
    {
      name: 'a phone number of a territory that the certification does not expect',
      changes: { phone: '+687 28 28 28' },
      path: '.phone',
      code: 'place-phone-unforeseen',
    },
    ...[
      { latitude: -90.01, longitude: 0 },
      { latitude: 0, longitude: 180.5 },
      { latitude: Number.NaN, longitude: 0 },
      { latitude: Number.POSITIVE_INFINITY, longitude: 0 },
      { latitude: '48.1' as never, longitude: -1.6 },
      { latitude: 48.1 } as never,
      'x' as never,
    ].map((coordinates) => ({
      name: `invalid coordinates ${JSON.stringify(coordinates)}`,
      changes: { coordinates },
      path: '.coordinates',
      code: 'place-coordinates-malformed',
    })),
    {
      name: 'an invalid FINESS',
      changes: { finess: '12' },
      path: '.finess',
      code: 'place-finess-malformed',
    },
    {
      name: 'hours without days',
      changes: { openingHours: [{ days: [], opens: '08:00', closes: '19:00' }] },
      path: '.openingHours[0]',
      code: 'place-opening-hours-malformed',
    },
    {
      name: 'hours of an unknown day',
      changes: { openingHours: [{ days: ['MON' as never], opens: '08:00', closes: '19:00' }] },
      path: '.openingHours[0]',
      code: 'place-opening-hours-malformed',
    },
    {
      name: 'invalid hours',
      changes: { openingHours: [{ days: ['mon' as const], opens: '8h', closes: '19:00' }] },
      path: '.openingHours[0]',
      code: 'place-opening-hours-malformed',
    },
    ...(
      [
        ['08:00', '08:00'],
        ['23:59:59', '24:00'],
      ] as const
    ).map(([opens, closes]) => ({
      name: `hours of no length, ${opens} to ${closes}`,
      changes: { openingHours: [{ days: ['mon' as const], opens, closes }] },
      path: '.openingHours[0]',
      code: 'place-opening-hours-malformed',
    })),
    {
      name: 'an invalid agenda page',
      changes: { agendaUrl: '/agenda' },
      path: '.agendaUrl',
      code: 'place-agenda-url-malformed',
    },
  ])('place still sent: $name', ({ changes, path, code }) => {
    const { places, faults } = readDirectory([association({ places: [place(changes)] })]);
    expect(places).toHaveLength(1);
    expect(faults).toMatchObject([
      { path: `associations[73282932000074].places[p1]${path}`, code, severity: 'warning' },
    ]);
    expect(() =>
      toFhirLocation(places[0] as never, { placeIdSystem: 'urn:oid:1.2' }),
    ).not.toThrow();
  });

  it('reports a wrong check digit and an association without places', () => {
    const { associations, faults } = readDirectory([association({ siret, places: [] })]);
    expect(associations).toHaveLength(1);
    expect(faults.map(({ code }) => code)).toEqual([
      'association-siret-check-digit',
      'association-without-place',
    ]);
  });
});

describe('what is sent for a place', () => {
  const location = (changes: Partial<Place>, placeIdentifier?: 'internal' | 'national') => {
    const [result] = readDirectory([association({ places: [place(changes)] })]).places;
    if (result === undefined) throw new Error('left out');
    return toFhirLocation(result, {
      placeIdSystem: 'https://editeur.example/ids',
      placeIdentifier,
    });
  };

  it.each([
    {
      name: 'a day from midnight to midnight',
      opens: '00:00',
      closes: '24:00',
      expected: { allDay: true },
    },
    {
      name: 'a day from midnight to the next midnight, 00:00',
      opens: '00:00',
      closes: '00:00',
      expected: { allDay: true },
    },
    {
      name: 'spaces around the times',
      opens: ' 08:00',
      closes: '19:00\u00a0',
      expected: { openingTime: '08:00:00', closingTime: '19:00:00' },
    },
    {
      name: 'an evening to midnight',
      opens: '19:00',
      closes: '24:00',
      expected: { openingTime: '19:00:00', closingTime: '23:59:59' },
    },
    {
      name: 'a night',
      opens: '20:00',
      closes: '08:00',
      expected: { openingTime: '20:00:00', closingTime: '08:00:00' },
    },
  ])('hours: $name', ({ opens, closes, expected }) => {
    const hours = location({ openingHours: [{ days: ['sat', 'sun', 'sat'], opens, closes }] });
    expect(hours.hoursOfOperation).toEqual([{ daysOfWeek: ['sat', 'sun'], ...expected }]);
  });

  it.each([
    { latitude: 48.1355, longitude: -1.6442 },
    { latitude: -20.8789, longitude: 55.4481 },
    { latitude: 90, longitude: -180 },
    { latitude: 0, longitude: 0 },
  ])('coordinates are its position: $latitude, $longitude', (coordinates) => {
    expect(location({ coordinates }).position).toEqual(coordinates);
  });

  it.each([undefined, null])('without coordinates, no position: %s', (coordinates) => {
    expect(Object.keys(location({ coordinates }))).not.toContain('position');
  });

  it('a place is identified by its own id, or by its FINESS on request', () => {
    expect(location({ finess: '350000022' }).identifier).toMatchObject([
      { type: { coding: [{ code: 'INTRN' }] }, system: 'https://editeur.example/ids', value: 'p1' },
    ]);
    expect(location({ finess: '350000022' }, 'national').identifier).toMatchObject([
      {
        type: { coding: [{ code: 'IDNST' }] },
        system: 'urn:oid:1.2.250.1.71.4.2.2',
        value: '1350000022',
      },
    ]);
    expect(location({}, 'national').identifier).toMatchObject([{ value: 'p1' }]);
  });

  it('no element is empty', () => {
    const bare = location({ phone: undefined, openingHours: [] });
    expect(Object.keys(bare)).not.toContain('telecom');
    expect(Object.keys(bare)).not.toContain('hoursOfOperation');
  });

  it('texts are on one line, without control characters', () => {
    const { name, address: sent } = location({
      name: ' Centre\n de\u0000 soins ',
      address: { line: '1 rue\r\nde Rennes', postalCode: ' 35000', city: 'Ren\tnes' },
    });
    expect([name, sent]).toEqual([
      'Centre de soins',
      { line: ['1 rue de Rennes'], postalCode: '35000', city: 'Ren nes' },
    ]);
  });

  it.each([
    { postalCode: '35000', expected: 'Europe/Paris' },
    { postalCode: '97400', expected: 'Indian/Reunion' },
    { postalCode: '97200', expected: 'America/Martinique' },
    { postalCode: '98800', expected: 'Pacific/Noumea' },
  ])('the zone of $postalCode is $expected', ({ postalCode, expected }) => {
    const { places } = readDirectory([
      association({ places: [place({ address: { ...address, postalCode }, timeZone: null })] }),
    ]);
    expect(places[0]?.timeZone.name).toBe(expected);
  });

  it.each([
    { name: 'an empty time zone', changes: { timeZone: '' } },
    { name: 'a blank time zone', changes: { timeZone: ' ' } },
    { name: 'spaces around the time zone', changes: { timeZone: ' Europe/Paris ' } },
    ...['35 700', '35\u00a0700', '35700\u200b', '\ufeff35700', '35\u202f700', '35700\n'].map(
      (postalCode) => ({
        name: `a postal code as ${JSON.stringify(postalCode)}`,
        changes: { address: { ...address, postalCode } },
      }),
    ),
    { name: 'a FINESS with a zero-width space', changes: { finess: '35000\u200b0022' } },
    {
      name: 'an agenda page with a byte order mark',
      changes: { agendaUrl: '\ufeffhttps://agenda.example/?p=1 \ufe0f\u3164' },
    },
  ])('$name: sent, as if the field were clean', ({ changes }) => {
    const clean = {
      ...('address' in changes ? { address: { ...address, postalCode: '35700' } } : {}),
      ...('finess' in changes ? { finess: '350000022' } : {}),
      ...('agendaUrl' in changes ? { agendaUrl: 'https://agenda.example/?p=1' } : {}),
    };
    const read = (given: Place) => readDirectory([association({ places: [given] })]);
    const { places, faults } = read(place(changes));
    expect(faults).toEqual([]);
    const [sent] = places;
    expect(sent && toSent(sent)).toEqual(read(place(clean)).places.map(toSent)[0]);
  });

  it.each(['35042 CEDEX 9', 'F-35700', 1000, '2A004', '357 0', ''])(
    'the postal code %j stays a fault',
    (postalCode) => {
      const { places, faults } = readDirectory([
        association({
          places: [place({ address: { ...address, postalCode: postalCode as string } })],
        }),
      ]);
      expect(places).toEqual([]);
      expect(faults.map(({ code }) => code)).toEqual(['place-postal-code-malformed']);
    },
  );

  it('a SIRET with a zero-width space is read', () => {
    const { associations, faults } = readDirectory([
      association({ siret: '73282932000\u200b074' }),
    ]);
    expect(associations).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it('an association is identified by its SIRET with prefix, however it is stored', () => {
    const [result] = readDirectory([association({ siret: '732 829 320 00074' })]).associations;
    expect(toFhirOrganization(result as never).identifier?.[0]?.value).toBe('373282932000074');
  });
});

describe('checkAgenda', () => {
  it('reports all faults of the directory and of the next days, in words', async () => {
    const now = Date.parse('2026-12-01T08:00:00Z');
    const report = await checkAgenda(
      {
        listAssociations: () => [
          association({ places: [place({ phone: 'none' })] }),
          association({ siret: 'x' }),
        ],
        findFreeSlots: ({ from, to }) => {
          const slot = {
            id: 's',
            placeId: 'p1',
            start: from,
            end: to,
            audience: ['sas'],
            consultation: ['remote'],
            booking: 'appointment',
            url: 'https://a.example/',
          } as const;
          const visits = ['v', 'w'].map((id) => ({
            ...slot,
            id,
            consultation: ['home-visit'] as const,
          }));
          return [
            ...[slot, slot, { ...slot, id: 't', end: from }, { ...slot, id: 'u', placeId: 'p9' }],
            ...visits,
          ];
        },
      },
      { clock: { now: () => now } },
    );
    expect(report).toMatchObject({ associations: 1, places: 1, slots: 3 });
    expect(report.faults.map(({ code }) => code)).toEqual([
      'place-phone-malformed',
      'association-siret-malformed',
      'slot-id-duplicate',
      'slot-ends-before-start',
      'slot-place-unknown',
      'association-with-home-visits',
    ]);
    for (const { message } of report.faults) expect(message).toMatch(/^[A-Za-z].{20,}\.$/);
  });
});
