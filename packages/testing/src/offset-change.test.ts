import { expect, it } from 'vitest';
import { findOffsetChange } from './offset-change.js';

it.each([
  { zone: 'Europe/Paris', direction: 'forward', expected: '2027-03-28T01:00:00.000Z' },
  { zone: 'Europe/Paris', direction: 'back', expected: '2026-10-25T01:00:00.000Z' },
  { zone: 'America/Miquelon', direction: 'forward', expected: '2027-03-14T05:00:00.000Z' },
  { zone: 'America/Miquelon', direction: 'back', expected: '2026-11-01T04:00:00.000Z' },
] as const)('finds when the clock of $zone goes $direction', ({ zone, direction, expected }) => {
  const change = findOffsetChange(zone, Date.parse('2026-06-01T12:00:00Z'), direction);
  expect(new Date(change).toISOString()).toBe(expected);
});

it('throws for a clock that never changes', () => {
  expect(() => findOffsetChange('Indian/Reunion', 0, 'back')).toThrow(RangeError);
});
