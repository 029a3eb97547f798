import { describe, expect, it } from 'vitest';
import { createHeaderReader } from './light-request.js';

const names = ['Accept', 'accept', 'Cookie', 'COOKIE', 'Prefer', 'Host'];
const values = ['', 'a', ' a\t', 'a, b', 'a;b="c"', '\u00a0é\u00a0', 'x=1'];
const lines = names.flatMap((name) => values.map((value) => [name, value] as const));

describe('createHeaderReader', () => {
  it.each(names)('returns what Headers returns, for %s and any other header', (first) => {
    for (const value of values) {
      for (const other of lines) {
        const given = [[first, value], other, ['prefer', 'return=minimal']] as const;
        const headers = new Headers();
        for (const [name, text] of given) headers.append(name, text);
        const reader = createHeaderReader(given.flat());
        expect([...reader], given.join()).toEqual([...headers]);
        for (const asked of ['accept', 'Cookie', 'prefer', 'host', 'accept-encoding']) {
          expect(reader.get(asked), given.join()).toBe(headers.get(asked));
        }
      }
    }
  });
});
