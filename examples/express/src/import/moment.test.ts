import { createTimeZone } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { createMomentReader } from './moment.js';

function read(text: string, { zone = 'Europe/Paris', now = '2026-11-20T12:00:00Z' } = {}) {
  const moment = createMomentReader({ now: () => Date.parse(now) }).read(
    text,
    createTimeZone(zone),
  );
  return typeof moment === 'string' ? 'refused' : new Date(moment.epoch).toISOString();
}

describe('A time relative to the day of the import', () => {
  it.each([
    { name: 'today', text: '+0d 09:00', instant: '2026-11-20T08:00:00.000Z' },
    { name: 'in three days', text: '+3d 23:59', instant: '2026-11-23T22:59:00.000Z' },
    {
      name: 'behind UTC',
      text: '+0d 09:00',
      zone: 'America/Martinique',
      instant: '2026-11-20T13:00:00.000Z',
    },
    {
      name: 'ahead of UTC',
      text: '+0d 09:00',
      zone: 'Indian/Reunion',
      instant: '2026-11-20T05:00:00.000Z',
    },
    {
      name: 'the day is that of the place: already tomorrow',
      text: '+0d 09:00',
      zone: 'Indian/Reunion',
      now: '2026-11-20T20:30:00Z',
      instant: '2026-11-21T05:00:00.000Z',
    },
    {
      name: 'the day is that of the place: still yesterday',
      text: '+0d 09:00',
      zone: 'America/Cayenne',
      now: '2026-11-20T02:30:00Z',
      instant: '2026-11-19T12:00:00.000Z',
    },
    {
      name: 'across the change to winter time',
      text: '+1d 09:00',
      now: '2026-10-24T10:00:00Z',
      instant: '2026-10-25T08:00:00.000Z',
    },
    {
      name: 'across the change to summer time',
      text: '+1d 09:00',
      now: '2026-03-28T10:00:00Z',
      instant: '2026-03-29T07:00:00.000Z',
    },
    {
      name: 'a time that occurs twice: the first',
      text: '+1d 02:30',
      now: '2026-10-24T10:00:00Z',
      instant: '2026-10-25T00:30:00.000Z',
    },
    {
      name: 'a skipped time: after the change',
      text: '+1d 02:30',
      now: '2026-03-28T10:00:00Z',
      instant: '2026-03-29T01:30:00.000Z',
    },
    {
      name: 'across the end of a year',
      text: '+12d 09:00',
      now: '2026-12-24T10:00:00Z',
      instant: '2027-01-05T08:00:00.000Z',
    },
    {
      name: 'in a place with another offset',
      text: '2026-12-01T09:00:00-04:00',
      instant: '2026-12-01T13:00:00.000Z',
    },
    {
      name: 'an absolute time in UTC',
      text: '2026-12-01T09:00:00Z',
      instant: '2026-12-01T09:00:00.000Z',
    },
    {
      name: 'an absolute time with milliseconds',
      text: '2026-12-01T09:00:00.500+01:00',
      instant: '2026-12-01T08:00:00.500Z',
    },
    { name: 'in the past', text: '-1d 09:00', instant: 'refused' },
    { name: 'without a day', text: '09:00', instant: 'refused' },
  ])('$name', ({ text, instant, ...at }) => {
    expect(read(text, at)).toBe(instant);
  });

  it('is distinguished from an instant', () => {
    const reader = createMomentReader({ now: () => 0 });
    const zone = createTimeZone('Europe/Paris');
    reader.read('2026-12-01T09:00:00Z', zone);
    expect(reader.isRelativeMet).toBe(false);
    reader.read('+1d 09:00', zone);
    expect(reader.isRelativeMet).toBe(true);
  });
});
