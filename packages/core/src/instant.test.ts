import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEpochMilliseconds, toUtcMilliseconds } from './instant.js';

const nine = Date.parse('2026-12-01T08:00:00.000Z');

describe('toEpochMilliseconds', () => {
  it.each([
    { name: 'ISO 8601, offset', input: '2026-12-01T09:00:00+01:00', expected: nine },
    {
      name: 'ISO 8601, milliseconds and offset',
      input: '2026-12-01T09:00:00.000+01:00',
      expected: nine,
    },
    { name: 'ISO 8601, Z', input: '2026-12-01T08:00:00Z', expected: nine },
    { name: 'ISO 8601, z', input: '2026-12-01T08:00:00z', expected: nine },
    { name: 'ISO 8601, without seconds', input: '2026-12-01T09:00+01:00', expected: nine },
    { name: 'ISO 8601, offset without colon', input: '2026-12-01T09:00:00+0100', expected: nine },
    { name: 'PostgreSQL, offset of whole hours', input: '2026-12-01 09:00:00+01', expected: nine },
    { name: 'PostgreSQL, offset with minutes', input: '2026-12-01 13:30:00+05:30', expected: nine },
    { name: 'PostgreSQL, west', input: '2026-12-01 04:30:00-03:30', expected: nine },
    { name: 'PostgreSQL, UTC', input: '2026-12-01 08:00:00+00', expected: nine },
    {
      name: 'PostgreSQL, microseconds are truncated',
      input: '2026-12-01 09:00:00.123999+01',
      expected: nine + 123,
    },
    {
      name: 'PostgreSQL, a trimmed fraction',
      input: '2026-12-01 09:00:00.5+01',
      expected: nine + 500,
    },
    { name: 'nanoseconds', input: '2026-12-01T08:00:00.123456789Z', expected: nine + 123 },
    { name: 'a comma before the fraction', input: '2026-12-01T08:00:00,25Z', expected: nine + 250 },
    {
      name: 'milliseconds before 1970 are truncated as after it',
      input: '1969-12-31T23:59:59.9999Z',
      expected: -1,
    },
    {
      name: 'the 29th of February of a leap year',
      input: '2028-02-29T00:00:00Z',
      expected: Date.UTC(2028, 1, 29),
    },
    {
      name: 'a year below 100',
      input: '0099-01-01T00:00:00Z',
      expected: Date.parse('0099-01-01T00:00:00Z'),
    },
    { name: 'the farthest offset', input: '2026-12-02T07:59:00+23:59', expected: nine },
    ...['2026-12-01T24:00:00+16:00', '2026-12-01T24:00+16:00', '2026-12-01 24:00:00.000+16'].map(
      (input) => ({ name: `midnight at the end of a day, ${input}`, input, expected: nine }),
    ),
    {
      name: 'midnight at the end of a year',
      input: '2026-12-31T24:00:00Z',
      expected: Date.UTC(2027, 0, 1),
    },
    { name: 'a Date', input: new Date(nine), expected: nine },
    { name: 'milliseconds', input: nine, expected: nine },
    { name: 'a fraction of a millisecond is truncated', input: nine + 0.75, expected: nine },
    { name: 'a fraction of a millisecond before 1970 is rounded down', input: -0.25, expected: -1 },
    {
      name: 'the first instant that is in year 1 in every zone',
      input: '0001-01-02T00:00:00Z',
      expected: Date.parse('0001-01-02T00:00:00Z'),
    },
    {
      name: 'the last instant that is in year 9999 in every zone',
      input: '9999-12-30T23:59:59.999Z',
      expected: Date.parse('9999-12-30T23:59:59.999Z'),
    },
  ])('$name', ({ input, expected }) => {
    expect(toEpochMilliseconds(input)).toBe(expected);
  });

  it.each<{ name: string; input: unknown }>([
    { name: 'no offset', input: '2026-12-01T09:00:00' },
    { name: 'PostgreSQL without time zone', input: '2026-12-01 09:00:00' },
    { name: 'a date', input: '2026-12-01' },
    { name: 'the 30th of February', input: '2026-02-30T09:00:00Z' },
    { name: 'the 29th of February of a common year', input: '2026-02-29T09:00:00Z' },
    { name: 'the 31st of April', input: '2026-04-31T09:00:00Z' },
    { name: 'month 0', input: '2026-00-01T09:00:00Z' },
    { name: 'month 13', input: '2026-13-01T09:00:00Z' },
    { name: 'day 0', input: '2026-12-00T09:00:00Z' },
    { name: 'day 32', input: '2026-12-32T09:00:00Z' },
    { name: 'a second after hour 24', input: '2026-12-01T24:00:01Z' },
    { name: 'a fraction after hour 24', input: '2026-12-01T24:00:00.5Z' },
    { name: 'half past 24', input: '2026-12-01T24:30:00Z' },
    { name: 'hour 25', input: '2026-12-01T25:00:00Z' },
    { name: 'hour 24 of a day that does not exist', input: '2026-11-31T24:00:00Z' },
    { name: 'minute 60', input: '2026-12-01T09:60:00Z' },
    { name: 'second 60', input: '2026-12-31T23:59:60Z' },
    { name: 'offset of 24 hours', input: '2026-12-01T09:00:00+24:00' },
    { name: 'offset of 60 minutes', input: '2026-12-01T09:00:00+01:60' },
    { name: 'offset after Z', input: '2026-12-01T09:00:00Z+01' },
    { name: 'ten digits of fraction', input: '2026-12-01T09:00:00.1234567890Z' },
    { name: 'a zone name', input: '2026-12-01 09:00:00 Europe/Paris' },
    { name: 'a zone name after an offset', input: '2026-12-01T09:00:00+01:00[Europe/Paris]' },
    { name: 'PostgreSQL infinity', input: 'infinity' },
    { name: 'PostgreSQL, before Christ', input: '0044-03-15 12:00:00+00 BC' },
    { name: 'the French date format', input: '01/12/2026 09:00' },
    { name: 'the text of a Date', input: 'Tue Dec 01 2026 09:00:00 GMT+0100' },
    { name: 'milliseconds as text', input: '1764576000000' },
    { name: 'a space before', input: ' 2026-12-01T09:00:00Z' },
    { name: 'a line break after', input: '2026-12-01T09:00:00Z\n' },
    { name: 'a year of five digits', input: '+12026-12-01T09:00:00Z' },
    { name: 'year 0', input: '0000-12-01T09:00:00Z' },
    { name: 'year 0 in the west', input: '0001-01-01T00:00:00Z' },
    { name: 'year 10000 in the east', input: '9999-12-31T23:00:00Z' },
    { name: 'nothing', input: '' },
    { name: 'an invalid Date', input: new Date(Number.NaN) },
    { name: 'NaN', input: Number.NaN },
    { name: 'Infinity', input: Number.POSITIVE_INFINITY },
    { name: 'a number beyond year 9999', input: 8.64e15 },
    { name: 'undefined', input: undefined },
    { name: 'null', input: null },
    { name: 'a bigint', input: 1n },
    { name: 'an object with a time', input: { getTime: () => nine } },
  ])('is NaN: $name', ({ input }) => {
    expect(toEpochMilliseconds(input as string)).toBeNaN();
  });

  it('agrees with the engine on every ISO 8601 text', () => {
    const range = { min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T23:59:59Z') };
    fc.assert(
      fc.property(fc.date({ ...range, noInvalidDate: true }), (date) => {
        const text = date.toISOString();
        expect(toEpochMilliseconds(text)).toBe(date.getTime());
        expect(toEpochMilliseconds(text.replace('T', ' ').replace('Z', '+00'))).toBe(
          date.getTime(),
        );
        expect(toEpochMilliseconds(date)).toBe(date.getTime());
      }),
    );
  });

  it('returns a whole number of milliseconds or NaN for any text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-2]\d{3}-[01]\d-[0-3]\d[T ][0-2]\d:[0-6]\d(:[0-6]\d)?(Z|[+-][0-2]\d)$/),
    );
    fc.assert(
      fc.property(text, (input) => {
        const instant = toEpochMilliseconds(input);
        if (Number.isNaN(instant)) return;
        expect(Number.isInteger(instant)).toBe(true);
        expect(toEpochMilliseconds(new Date(instant).toISOString())).toBe(instant);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('toUtcMilliseconds', () => {
  const noon = { year: 2026, month: 12, day: 1, hour: 12, minute: 0, second: 0, millisecond: 0 };

  it.each([
    { name: 'a time', input: noon, expected: Date.UTC(2026, 11, 1, 12) },
    {
      name: 'the last millisecond of a day',
      input: { ...noon, hour: 23, minute: 59, second: 59, millisecond: 999 },
      expected: Date.UTC(2026, 11, 2) - 1,
    },
    { name: 'year 1', input: { ...noon, year: 1 }, expected: Date.parse('0001-12-01T12:00:00Z') },
    { name: 'hour 24', input: { ...noon, hour: 24 }, expected: Number.NaN },
    { name: 'hour -1', input: { ...noon, hour: -1 }, expected: Number.NaN },
    { name: 'minute 60', input: { ...noon, minute: 60 }, expected: Number.NaN },
    { name: 'second -1', input: { ...noon, second: -1 }, expected: Number.NaN },
    { name: 'millisecond 1000', input: { ...noon, millisecond: 1000 }, expected: Number.NaN },
    { name: 'the 31st of November', input: { ...noon, month: 11, day: 31 }, expected: Number.NaN },
    { name: 'no hour', input: { ...noon, hour: Number.NaN }, expected: Number.NaN },
  ])('$name', ({ input, expected }) => {
    expect(toUtcMilliseconds(input)).toBe(expected);
  });
});
