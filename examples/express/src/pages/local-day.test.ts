import { createTimeZone } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { addDays, parseLocalDay, toLocalDay } from './local-day.js';

const paris = createTimeZone('Europe/Paris');
const hour = 3_600_000;

describe('A day of the calendar', () => {
  it.each([
    { name: 'has 24 hours', date: '2026-11-20', hours: 24 },
    { name: 'has 23 when clocks go forward', date: '2026-03-29', hours: 23 },
    { name: 'has 25 when clocks go back', date: '2026-10-25', hours: 25 },
  ])('$name', ({ date, hours }) => {
    const day = parseLocalDay(date, paris);
    expect(((day?.to ?? 0) - (day?.from ?? 0)) / hour).toBe(hours);
  });

  it.each([null, '', '2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '0000-01-01', '<b>'])(
    'is not %j',
    (text) => {
      expect(parseLocalDay(text, paris)).toBeUndefined();
    },
  );

  it('is that of the place, not of UTC', () => {
    const late = Date.parse('2026-11-20T23:30:00Z');
    expect(toLocalDay(late, paris).date).toBe('2026-11-21');
    expect(toLocalDay(late, createTimeZone('America/Cayenne')).date).toBe('2026-11-20');
  });

  it('has the right neighbours across a clock change', () => {
    const day = toLocalDay(Date.parse('2026-10-25T12:00:00Z'), paris);
    expect(addDays(day, 1, paris).from).toBe(day.to);
    expect(addDays(day, -1, paris).to).toBe(day.from);
  });
});
