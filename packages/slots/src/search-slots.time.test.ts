import type { FreeSlot, InstantLike } from '@sas-sos/core';
import type { Bundle, Slot } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { createSlotHandler } from './create-slot-handler.js';
import { toSlotQuery } from './test-data/slot-query.js';

/** The returned slots of one place, as `start/end`. */
async function search(options: {
  readonly postalCode?: string;
  readonly timeZone?: string;
  readonly slots: readonly (readonly [InstantLike, InstantLike])[];
  readonly from: string;
  readonly to: string;
}): Promise<string[]> {
  const slots: FreeSlot[] = options.slots.map(([start, end], index) => ({
    id: `s${index}`,
    placeId: 'p',
    start,
    end,
    audience: ['public'],
    consultation: ['on-site'],
    booking: 'appointment',
    url: 'https://agenda.example/p?x=1',
  }));
  const handler = createSlotHandler({
    agenda: {
      listAssociations: () => [
        {
          siret: '73282932000074',
          name: 'SOS',
          places: [
            {
              id: 'p',
              name: 'Lieu',
              address: { line: '1 rue', postalCode: options.postalCode ?? '35000', city: 'Ville' },
              timeZone: options.timeZone,
            },
          ],
        },
      ],
      findFreeSlots: () => slots,
    },
    placeIdSystem: 'urn:oid:1.2.3',
    clock: { now: () => Date.parse('2026-01-01T00:00:00Z') },
  });
  const query = toSlotQuery({ ...options, sirets: ['373282932000074'] });
  const response = await handler(new Request(`https://agenda.example/Schedule?${query}`));
  const bundle = (await response.json()) as Bundle;
  return (bundle.entry ?? [])
    .map(({ resource }) => resource as Slot)
    .filter(({ resourceType }) => resourceType === 'Slot')
    .map(({ start, end }) => `${start}/${end}`);
}

describe('the offset is the one in force at that place at that time', () => {
  it.each([
    {
      name: 'the night when 02:00 to 03:00 is skipped in spring',
      slots: [
        ['2026-03-29T00:30:00Z', '2026-03-29T01:00:00Z'],
        ['2026-03-29T01:00:00Z', '2026-03-29T01:30:00Z'],
      ],
      window: ['2026-03-29T00:00:00Z', '2026-03-29T23:00:00Z'],
      expected: [
        '2026-03-29T01:30:00.000+01:00/2026-03-29T03:00:00.000+02:00',
        '2026-03-29T03:00:00.000+02:00/2026-03-29T03:30:00.000+02:00',
      ],
    },
    {
      name: 'the night when 02:00 to 03:00 is shown twice in autumn',
      slots: [
        ['2026-10-25T00:30:00Z', '2026-10-25T01:00:00Z'],
        ['2026-10-25T01:30:00Z', '2026-10-25T02:00:00Z'],
      ],
      window: ['2026-10-25T00:00:00Z', '2026-10-25T23:00:00Z'],
      expected: [
        '2026-10-25T02:30:00.000+02:00/2026-10-25T02:00:00.000+01:00',
        '2026-10-25T02:30:00.000+01:00/2026-10-25T03:00:00.000+01:00',
      ],
    },
    {
      name: 'a slot that ends at 24:00, which FHIR does not have',
      slots: [['2026-12-01T23:30:00+01:00', '2026-12-01T24:00:00+01:00']],
      window: ['2026-12-01', '2026-12-01'],
      expected: ['2026-12-01T23:30:00.000+01:00/2026-12-02T00:00:00.000+01:00'],
    },
    {
      name: 'a slot that ends after 24:00',
      slots: [
        ['2026-12-01T23:30:00+01:00', '2026-12-01T24:00:01+01:00'],
        ['2026-12-01T23:30:00+01:00', '2026-12-01T24:30:00+01:00'],
      ],
      window: ['2026-12-01', '2026-12-01'],
      expected: [],
    },
    {
      name: 'La Réunion',
      postalCode: '97400',
      slots: [['2026-07-01T05:00:00Z', '2026-07-01T05:30:00Z']],
      window: ['2026-07-01', '2026-07-01'],
      expected: ['2026-07-01T09:00:00.000+04:00/2026-07-01T09:30:00.000+04:00'],
    },
    {
      name: 'Guadeloupe',
      postalCode: '97110',
      slots: [['2026-07-01T13:00:00Z', '2026-07-01T13:30:00Z']],
      window: ['2026-07-01', '2026-07-01'],
      expected: ['2026-07-01T09:00:00.000-04:00/2026-07-01T09:30:00.000-04:00'],
    },
    {
      name: 'Saint-Pierre-et-Miquelon, in summer',
      postalCode: '97500',
      slots: [['2026-07-01T12:00:00Z', '2026-07-01T12:30:00Z']],
      window: ['2026-07-01', '2026-07-01'],
      expected: ['2026-07-01T10:00:00.000-02:00/2026-07-01T10:30:00.000-02:00'],
    },
    {
      name: 'Nouvelle-Calédonie',
      postalCode: '98800',
      slots: [['2026-07-01T12:00:00Z', '2026-07-01T12:30:00Z']],
      window: ['2026-07-01', '2026-07-01'],
      expected: ['2026-07-01T23:00:00.000+11:00/2026-07-01T23:30:00.000+11:00'],
    },
    {
      name: 'a zone that the vendor gives',
      timeZone: 'Pacific/Marquesas',
      slots: [['2026-07-01T12:00:00Z', '2026-07-01T12:30:00Z']],
      window: ['2026-07-01', '2026-07-01'],
      expected: ['2026-07-01T02:30:00.000-09:30/2026-07-01T03:00:00.000-09:30'],
    },
  ])('$name', async ({ slots, window, expected, ...where }) => {
    const [from, to] = window as [string, string];
    expect(await search({ ...where, slots: slots as never, from, to })).toEqual(expected);
  });
});

describe('the same instant in every form that an agenda may return', () => {
  it.each<{ name: string; start: InstantLike }>([
    { name: 'ISO 8601 with Z', start: '2026-12-01T08:00:00Z' },
    { name: 'ISO 8601 with an offset', start: '2026-12-01T09:00:00.000+01:00' },
    { name: 'ISO 8601 with another offset', start: '2026-12-01T13:30:00+05:30' },
    { name: 'PostgreSQL', start: '2026-12-01 08:00:00+00' },
    { name: 'PostgreSQL, microseconds', start: '2026-12-01 08:00:00.000000+00' },
    { name: 'milliseconds', start: Date.UTC(2026, 11, 1, 8) },
    { name: 'a Date', start: new Date('2026-12-01T08:00:00Z') },
  ])('$name', async ({ start }) => {
    const slots = [[start, '2026-12-01T08:30:00Z']] as const;
    expect(
      await search({ slots, from: '2026-12-01T08:00:00Z', to: '2026-12-01T08:00:00Z' }),
    ).toEqual(['2026-12-01T09:00:00.000+01:00/2026-12-01T09:30:00.000+01:00']);
  });
});

describe('windows', () => {
  // 23:00 in Paris on the day before, midnight, and each hour around the change in autumn.
  const slots = [
    '2026-10-24T21:00:00Z',
    '2026-10-24T22:00:00Z',
    '2026-10-25T00:00:00Z',
    '2026-10-25T01:00:00Z',
    '2026-10-25T22:59:00Z',
    '2026-10-25T23:00:00Z',
  ].map((start) => [start, new Date(Date.parse(start) + 60_000).toISOString()] as const);
  it.each([
    {
      name: 'a day of 25 hours, without offsets',
      from: '2026-10-25T00:00:00',
      to: '2026-10-25T23:59:59',
      expected: 4,
    },
    { name: 'the same, as a date', from: '2026-10-25', to: '2026-10-25', expected: 4 },
    {
      name: 'the hour shown twice: both',
      from: '2026-10-25T02:00:00',
      to: '2026-10-25T02:00:00',
      expected: 2,
    },
    {
      name: 'its first occurrence',
      from: '2026-10-25T02:00:00 02:00',
      to: '2026-10-25T02:00:00 02:00',
      expected: 1,
    },
    {
      name: 'a bare + and a Z',
      from: '2026-10-24T23:00:00+02:00',
      to: '2026-10-24T22:00:00Z',
      expected: 2,
    },
  ])('$name', async ({ from, to, expected }) => {
    expect(await search({ slots, from, to })).toHaveLength(expected);
  });
});
