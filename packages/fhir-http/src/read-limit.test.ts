import { describe, expect, it } from 'vitest';
import { readLimit } from './read-limit.js';

const range = { defaultValue: 5, most: 10 };

describe('a limit', () => {
  it.each([
    { name: 'absent', value: undefined, limit: 5 },
    { name: 'the minimum', value: 1, limit: 1 },
    { name: 'the maximum', value: 10, limit: 10 },
  ])('is read: $name', ({ value, limit }) => {
    expect(readLimit('limits.bodyBytes', value, range)).toBe(limit);
  });

  it.each([0, -1, 11, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', null])(
    'is refused: %s',
    (value) => {
      const issues = [{ expression: 'limits.bodyBytes' }];
      expect(() => readLimit('limits.bodyBytes', value as number, range)).toThrow(
        expect.objectContaining({
          code: 'SAS_OPTION_INVALID',
          issues: [expect.objectContaining(issues[0])],
        }),
      );
    },
  );

  it('can start from another number, and have no upper bound', () => {
    const from25 = { defaultValue: 100, least: 25 };
    expect(readLimit('maxAssociations', 25, from25)).toBe(25);
    expect(readLimit('maxAssociations', 1_000_000, from25)).toBe(1_000_000);
    expect(() => readLimit('maxAssociations', 24, from25)).toThrow();
  });
});
