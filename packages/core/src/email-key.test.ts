import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEmailKey } from './email-key.js';

describe('toEmailKey', () => {
  it.each([
    { name: 'case', first: 'Anne.Martin@Example.ORG', second: 'anne.martin@example.org' },
    { name: 'spaces around', first: ' a@b.fr\n', second: 'a@b.fr' },
    { name: 'an accent as two code points', first: 'rene\u0301@b.fr', second: 'ren\u00e9@b.fr' },
    { name: 'a capital with an accent', first: 'RENE\u0301@b.fr', second: 'ren\u00e9@b.fr' },
    { name: 'a Kelvin sign, which NFC turns into a K', first: '\u212a@b.fr', second: 'k@b.fr' },
  ])('treats as the same: $name', ({ first, second }) => {
    expect(toEmailKey(first)).toBe(toEmailKey(second));
  });

  it.each([
    { name: 'full-width letters', first: '\uff41@b.fr', second: 'a@b.fr' },
    { name: 'Cyrillic letters', first: '\u0430@b.fr', second: 'a@b.fr' },
    { name: 'dots', first: 'a.b@c.fr', second: 'ab@c.fr' },
    { name: 'what follows a plus', first: 'a+b@c.fr', second: 'a@c.fr' },
    { name: 'an accent', first: 'ren\u00e9@b.fr', second: 'rene@b.fr' },
  ])('treats as different: $name', ({ first, second }) => {
    expect(toEmailKey(first)).not.toBe(toEmailKey(second));
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(toEmailKey(toEmailKey(text))).toBe(toEmailKey(text));
      }),
      { seed: 2026 },
    );
  });
});
