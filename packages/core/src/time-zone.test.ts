import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEpochMilliseconds } from './instant.js';
import { isSasError } from './sas-error.js';
import { createTimeZone } from './time-zone.js';

const hour = 3_600_000;

describe('createTimeZone', () => {
  it.each(['Europe/Paris', 'Indian/Reunion', 'America/Miquelon', 'Pacific/Noumea', 'UTC', 'GMT'])(
    'knows %s',
    (name) => {
      expect(createTimeZone(name).name).toBe(name);
    },
  );

  it.each<{ name: string; input: unknown }>([
    { name: 'an unknown zone', input: 'Europe/Rennes' },
    { name: 'nothing', input: '' },
    { name: 'spaces around it', input: ' Europe/Paris ' },
    { name: 'an offset', input: '+02:00' },
    { name: 'undefined, which is not the zone of the machine', input: undefined },
    { name: 'null', input: null },
    { name: 'a number', input: 2 },
  ])('refuses $name', ({ input }) => {
    try {
      createTimeZone(input as string);
      expect.unreachable();
    } catch (error) {
      expect(isSasError(error) && error.code).toBe('SAS_TIME_ZONE_UNKNOWN');
    }
  });
});

describe('format and offsetAt', () => {
  it.each([
    {
      name: 'Paris, winter',
      zone: 'Europe/Paris',
      input: '2026-12-01T08:00:00Z',
      expected: '2026-12-01T09:00:00.000+01:00',
    },
    {
      name: 'Paris, summer',
      zone: 'Europe/Paris',
      input: '2026-07-14T08:00:00Z',
      expected: '2026-07-14T10:00:00.000+02:00',
    },
    {
      name: 'Paris, the millisecond before summer time',
      zone: 'Europe/Paris',
      input: '2026-03-29T00:59:59.999Z',
      expected: '2026-03-29T01:59:59.999+01:00',
    },
    {
      name: 'Paris, the first of summer time',
      zone: 'Europe/Paris',
      input: '2026-03-29T01:00:00Z',
      expected: '2026-03-29T03:00:00.000+02:00',
    },
    {
      name: 'Paris, the first 02:30 of autumn',
      zone: 'Europe/Paris',
      input: '2026-10-25T00:30:00Z',
      expected: '2026-10-25T02:30:00.000+02:00',
    },
    {
      name: 'Paris, the millisecond before winter time',
      zone: 'Europe/Paris',
      input: '2026-10-25T00:59:59.999Z',
      expected: '2026-10-25T02:59:59.999+02:00',
    },
    {
      name: 'Paris, the second 02:30 of autumn',
      zone: 'Europe/Paris',
      input: '2026-10-25T01:30:00Z',
      expected: '2026-10-25T02:30:00.000+01:00',
    },
    {
      name: 'Paris, midnight',
      zone: 'Europe/Paris',
      input: '2026-11-30T23:00:00Z',
      expected: '2026-12-01T00:00:00.000+01:00',
    },
    {
      name: 'Saint-Pierre, the millisecond before summer time',
      zone: 'America/Miquelon',
      input: '2026-03-08T04:59:59.999Z',
      expected: '2026-03-08T01:59:59.999-03:00',
    },
    {
      name: 'Saint-Pierre, the first of summer time',
      zone: 'America/Miquelon',
      input: '2026-03-08T05:00:00Z',
      expected: '2026-03-08T03:00:00.000-02:00',
    },
    {
      name: 'Saint-Pierre, the first of winter time',
      zone: 'America/Miquelon',
      input: '2026-11-01T04:00:00Z',
      expected: '2026-11-01T01:00:00.000-03:00',
    },
    {
      name: 'Réunion',
      zone: 'Indian/Reunion',
      input: '2026-12-01T08:00:00Z',
      expected: '2026-12-01T12:00:00.000+04:00',
    },
    {
      name: 'Mayotte',
      zone: 'Indian/Mayotte',
      input: '2026-12-01T08:00:00Z',
      expected: '2026-12-01T11:00:00.000+03:00',
    },
    {
      name: 'Nouméa, the next day',
      zone: 'Pacific/Noumea',
      input: '2026-12-01T18:00:00Z',
      expected: '2026-12-02T05:00:00.000+11:00',
    },
    {
      name: 'Tahiti, the day before',
      zone: 'Pacific/Tahiti',
      input: '2026-12-01T08:00:00Z',
      expected: '2026-11-30T22:00:00.000-10:00',
    },
    {
      name: 'Marquesas, half an hour',
      zone: 'Pacific/Marquesas',
      input: '2026-12-01T08:00:00Z',
      expected: '2026-11-30T22:30:00.000-09:30',
    },
    {
      name: 'India, half an hour',
      zone: 'Asia/Kolkata',
      input: '2026-12-01T08:00:00Z',
      expected: '2026-12-01T13:30:00.000+05:30',
    },
    {
      name: 'Nepal, 45 minutes',
      zone: 'Asia/Kathmandu',
      input: '2026-12-01T08:00:00Z',
      expected: '2026-12-01T13:45:00.000+05:45',
    },
    {
      name: 'Lord Howe, a change of half an hour',
      zone: 'Australia/Lord_Howe',
      input: '2026-04-04T15:00:00Z',
      expected: '2026-04-05T01:30:00.000+10:30',
    },
    {
      name: 'Liberia until 1972, seconds',
      zone: 'Africa/Monrovia',
      input: '1971-01-01T00:00:00Z',
      expected: '1970-12-31T23:16:00.000-00:44',
    },
    {
      name: 'the first year that is written',
      zone: 'Etc/GMT+12',
      input: '0001-01-02T00:00:00Z',
      expected: '0001-01-01T12:00:00.000-12:00',
    },
    {
      name: 'the last year that is written',
      zone: 'Etc/GMT-14',
      input: '9999-12-30T23:59:59.999Z',
      expected: '9999-12-31T13:59:59.999+14:00',
    },
  ])('$name', ({ zone, input, expected }) => {
    const instant = Date.parse(input);
    expect(createTimeZone(zone).format(instant)).toBe(expected);
    expect(Date.parse(expected)).toBe(instant);
  });
});

describe('instantsOf', () => {
  it.each([
    {
      name: 'Paris, a plain day',
      zone: 'Europe/Paris',
      local: '2026-12-01T09:00',
      expected: ['2026-12-01T08:00'],
    },
    {
      name: 'Paris, before the gap',
      zone: 'Europe/Paris',
      local: '2026-03-29T01:59',
      expected: ['2026-03-29T00:59'],
    },
    {
      name: 'Paris, in the gap',
      zone: 'Europe/Paris',
      local: '2026-03-29T02:30',
      expected: ['2026-03-29T00:30', '2026-03-29T01:30'],
    },
    {
      name: 'Paris, after the gap',
      zone: 'Europe/Paris',
      local: '2026-03-29T03:00',
      expected: ['2026-03-29T01:00'],
    },
    {
      name: 'Paris, before the overlap',
      zone: 'Europe/Paris',
      local: '2026-10-25T01:59',
      expected: ['2026-10-24T23:59'],
    },
    {
      name: 'Paris, start of the overlap',
      zone: 'Europe/Paris',
      local: '2026-10-25T02:00',
      expected: ['2026-10-25T00:00', '2026-10-25T01:00'],
    },
    {
      name: 'Paris, in the overlap',
      zone: 'Europe/Paris',
      local: '2026-10-25T02:30',
      expected: ['2026-10-25T00:30', '2026-10-25T01:30'],
    },
    {
      name: 'Paris, after the overlap',
      zone: 'Europe/Paris',
      local: '2026-10-25T03:00',
      expected: ['2026-10-25T02:00'],
    },
    {
      name: 'Saint-Pierre, in the gap',
      zone: 'America/Miquelon',
      local: '2026-03-08T02:30',
      expected: ['2026-03-08T04:30', '2026-03-08T05:30'],
    },
    {
      name: 'Saint-Pierre, in the overlap',
      zone: 'America/Miquelon',
      local: '2026-11-01T01:30',
      expected: ['2026-11-01T03:30', '2026-11-01T04:30'],
    },
    {
      name: 'Réunion',
      zone: 'Indian/Reunion',
      local: '2026-03-29T02:30',
      expected: ['2026-03-28T22:30'],
    },
    {
      name: 'Nouméa',
      zone: 'Pacific/Noumea',
      local: '2026-12-01T05:00',
      expected: ['2026-11-30T18:00'],
    },
    {
      name: 'Lord Howe, in an overlap of half an hour',
      zone: 'Australia/Lord_Howe',
      local: '2026-04-05T01:45',
      expected: ['2026-04-04T14:45', '2026-04-04T15:15'],
    },
    {
      name: 'Samoa, a day that was skipped',
      zone: 'Pacific/Apia',
      local: '2011-12-30T12:00',
      expected: ['2011-12-29T22:00', '2011-12-30T22:00'],
    },
  ])('$name', ({ zone, local, expected }) => {
    const instants = createTimeZone(zone).instantsOf(Date.parse(`${local}Z`));
    expect(instants.map((instant) => new Date(instant).toISOString().slice(0, 16))).toEqual(
      expected,
    );
  });
});

describe('every zone that Node supports, from 1970 to 2040', () => {
  const instants = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2041, 0) - 1 });

  it.each(Intl.supportedValuesOf('timeZone'))('%s', (name) => {
    const zone = createTimeZone(name);
    const wallClock = createWallClock(name);
    fc.assert(
      fc.property(instants, (instant) => {
        const offset = zone.offsetAt(instant);
        expect(instant + offset).toBe(wallClock(instant));
        expect(toEpochMilliseconds(zone.format(instant))).toBe(instant);
        expect(zone.instantsOf(instant + offset)).toContain(instant);
      }),
      { numRuns: 50 },
    );
  });

  it.each(['Europe/Paris', 'America/Miquelon', 'Australia/Lord_Howe', 'Africa/Casablanca'])(
    '%s, around every change of its offset',
    (name) => {
      const zone = createTimeZone(name);
      const wallClock = createWallClock(name);
      const offset = (instant: number) => wallClock(instant) - instant;
      for (let at = Date.UTC(1970, 0); at < Date.UTC(2041, 0); at += 6 * hour) {
        if (zone.offsetAt(at) === zone.offsetAt(at + 6 * hour)) continue;
        let [before, after] = [at, at + 6 * hour];
        while (after - before > 1) {
          const middle = Math.floor((before + after) / 2);
          if (zone.offsetAt(middle) === zone.offsetAt(at)) before = middle;
          else after = middle;
        }
        expect(zone.offsetAt(before)).toBe(offset(before));
        expect(zone.offsetAt(after)).toBe(offset(after));
      }
    },
  );
});

/** What the clock of Intl shows at an instant, read as if it were UTC. */
function createWallClock(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, +value]));
    const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? Number.NaN;
    const seconds = Date.UTC(
      of('year'),
      of('month') - 1,
      of('day'),
      of('hour'),
      of('minute'),
      of('second'),
    );
    return seconds + (instant - Math.floor(instant / 1000) * 1000);
  };
}
