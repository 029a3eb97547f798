import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter, toRetryDelay } from './retry-delay.js';

describe('toRetryDelay', () => {
  it('doubles up to the limit, and is never shorter than half', () => {
    const delays = { firstMilliseconds: 1000, longestMilliseconds: 300_000 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (failures) => {
        const full = Math.min(1000 * 2 ** (failures - 1), 300_000);
        const delay = toRetryDelay(failures, delays);
        expect(delay).toBeGreaterThanOrEqual(full / 2);
        expect(delay).toBeLessThanOrEqual(full);
      }),
    );
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-12-01T09:00:00Z');
  it.each<{ text: string | null; expected: number | undefined }>([
    { text: null, expected: undefined },
    { text: '', expected: undefined },
    { text: 'soon', expected: undefined },
    { text: '-1', expected: undefined },
    { text: '1.5', expected: undefined },
    { text: '2026-12-01', expected: undefined },
    { text: '0', expected: 0 },
    { text: '120', expected: 120_000 },
    { text: '9999999999', expected: 3_600_000 },
    { text: 'Tue, 01 Dec 2026 09:00:30 GMT', expected: 30_000 },
    { text: 'Tue, 01 Dec 2026 08:00:00 GMT', expected: 0 },
    { text: 'Tue, 01 Dec 2099 08:00:00 GMT', expected: 3_600_000 },
  ])('$text', ({ text, expected }) => {
    expect(parseRetryAfter(text, now)).toBe(expected);
  });
});
