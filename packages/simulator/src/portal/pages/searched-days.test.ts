import { describe, expect, it } from 'vitest';
import { isInPart, toLocalDates, toSearchedWindow } from './searched-days.js';

const iso = (epoch: number) => new Date(epoch).toISOString();

describe('The window of a search', () => {
  // 10:00 in Paris, 05:00 in Martinique, 20:00 in Nouméa, 23:00 the day before in Tahiti.
  const morning = Date.parse('2026-12-01T09:00:00Z');
  // 20:00 in Paris, 15:00 in Martinique, 06:00 the day after in Nouméa.
  const evening = Date.parse('2026-12-01T19:00:00Z');

  it.each([
    {
      name: 'today, until the day of Martinique and Guadeloupe ends',
      day: 'today',
      now: morning,
      from: '2026-12-01T09:00:00.000Z',
      to: '2026-12-02T03:59:59.999Z',
    },
    {
      name: 'today in the evening, until the days of Nouméa and Tahiti end',
      day: 'today',
      now: evening,
      from: '2026-12-01T19:00:00.000Z',
      to: '2026-12-02T12:59:59.999Z',
    },
    {
      name: 'tomorrow, from the first place to the last',
      day: 'tomorrow',
      now: morning,
      from: '2026-12-01T10:00:00.000Z',
      to: '2026-12-03T03:59:59.999Z',
    },
    {
      name: 'three days of every place',
      day: 'all',
      now: morning,
      from: '2026-12-01T09:00:00.000Z',
      to: '2026-12-04T03:59:59.999Z',
    },
  ] as const)('$name', ({ day, now, from, to }) => {
    const window = toSearchedWindow(day, now);
    expect([iso(window.from), iso(window.to)]).toEqual([from, to]);
  });

  it('never spans more than 72 hours, at any hour and when clocks change', () => {
    for (const start of ['2026-12-01', '2026-10-24', '2026-03-28']) {
      for (let step = 0; step < 48; step += 1) {
        const now = Date.parse(`${start}T00:00:00Z`) + step * 1_800_000;
        for (const day of ['today', 'tomorrow', 'after', 'all'] as const) {
          const { from, to } = toSearchedWindow(day, now);
          expect(from).toBeGreaterThanOrEqual(now);
          expect(to - from).toBeLessThanOrEqual(72 * 3_600_000);
          expect(to).toBeGreaterThan(from);
        }
      }
    }
  });
});

describe('The days of a place', () => {
  const now = Date.parse('2026-12-01T23:30:00Z');
  it.each([
    { place: 'Paris', instant: '2026-12-02T10:00:00+01:00', today: '2026-12-02' },
    { place: 'Fort-de-France', instant: '2026-12-01T20:00:00-04:00', today: '2026-12-01' },
    { place: 'Nouméa', instant: '2026-12-02T12:00:00+11:00', today: '2026-12-02' },
    { place: 'unknown: that of Paris', instant: '2026-12-02T10:00:00Z', today: '2026-12-02' },
  ])('$place', ({ instant, today }) => {
    expect(toLocalDates('today', now, instant)).toEqual([today]);
    expect(toLocalDates('all', now, instant)).toHaveLength(3);
  });
});

describe('A part of the day', () => {
  it.each([
    { part: 'evening', instant: '2026-12-01T18:00:00-04:00', expected: true },
    { part: 'evening', instant: '2026-12-01T23:59:00+01:00', expected: true },
    { part: 'evening', instant: '2026-12-01T17:59:00+01:00', expected: false },
    { part: 'morning', instant: '2026-12-01T06:00:00+01:00', expected: true },
    { part: 'afternoon', instant: '2026-12-01T12:00:00+01:00', expected: true },
    { part: 'night', instant: '2026-12-01T05:59:00+01:00', expected: true },
    { part: 'any', instant: '2026-12-01T05:59:00+01:00', expected: true },
  ] as const)('$part: $instant', ({ part, instant, expected }) => {
    expect(isInPart(instant, part)).toBe(expected);
  });
});
