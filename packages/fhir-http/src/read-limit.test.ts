import { describe, expect, it } from 'vitest';
import { readLimit } from './read-limit.js';

const range = { defaultValue: 5, most: 10 };

describe('a limit', () => {
  it.each([
    { name: 'absent', value: undefined, limit: 5 },
    { name: 'the least', value: 1, limit: 1 },
    { name: 'the most', value: 10, limit: 10 },
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
});
