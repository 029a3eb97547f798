import { describe, expect, it } from 'vitest';
import { createFreeSlotReader, type FreeSlotRow } from './slot-columns.js';

const row: FreeSlotRow = ['s1', 'p1', 0, 1_800_000, 'public,sas', 'on-site', 'appointment', null];

describe('createFreeSlotReader', () => {
  it.each([
    {
      name: 'plain ids are not changed',
      place: 'p-1',
      slot: 's.1_2',
      url: '/agenda/p-1?slot=s.1_2',
    },
    {
      name: 'reserved characters are encoded',
      place: 'a/b?c#d',
      slot: 'x&y=#é',
      url: '/agenda/a%2Fb%3Fc%23d?slot=x%26y%3D%23%C3%A9',
    },
    {
      name: 'an id that ends like an origin stays an id',
      place: 'a&origin=b',
      slot: '1 2',
      url: '/agenda/a%26origin%3Db?slot=1%202',
    },
  ])('$name', ({ place, slot, url }) => {
    const read = createFreeSlotReader('https://agenda.example');
    const [, , ...others] = row;
    expect(read([slot, place, ...others]).url).toBe(`https://agenda.example${url}`);
  });

  it('shares one frozen list for equal words', () => {
    const read = createFreeSlotReader('https://agenda.example');
    const [first, second] = [read(row), read(row)];
    expect(first.audience).toEqual(['public', 'sas']);
    expect(second.audience).toBe(first.audience);
    expect(Object.isFrozen(first.audience)).toBe(true);
  });

  it('reads reasons, free and coded', () => {
    const reasons = ['Toux, "sèche"', { code: 'SM54', label: 'Médecine générale' }];
    const [id, place, start, end, audience, consultation, booking] = row;
    const slot = createFreeSlotReader('https://agenda.example')([
      id,
      place,
      start,
      end,
      audience,
      consultation,
      booking,
      JSON.stringify(reasons),
    ]);
    expect(slot.reasons).toEqual(reasons);
  });
});
