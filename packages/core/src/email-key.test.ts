import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEmailKey } from './email-key.js';

describe('toEmailKey', () => {
  it.each([
    { name: 'case', one: 'Anne.Martin@Example.ORG', other: 'anne.martin@example.org' },
    { name: 'spaces around', one: ' a@b.fr\n', other: 'a@b.fr' },
    { name: 'an accent in two signs', one: 'rene\u0301@b.fr', other: 'ren\u00e9@b.fr' },
    { name: 'a capital with an accent', one: 'RENE\u0301@b.fr', other: 'ren\u00e9@b.fr' },
    { name: 'a Kelvin sign, which NFC has for a K', one: '\u212a@b.fr', other: 'k@b.fr' },
  ])('takes for the same: $name', ({ one, other }) => {
    expect(toEmailKey(one)).toBe(toEmailKey(other));
  });

  it.each([
    { name: 'full-width letters', one: '\uff41@b.fr', other: 'a@b.fr' },
    { name: 'Cyrillic letters', one: '\u0430@b.fr', other: 'a@b.fr' },
    { name: 'dots', one: 'a.b@c.fr', other: 'ab@c.fr' },
    { name: 'what follows a plus', one: 'a+b@c.fr', other: 'a@c.fr' },
    { name: 'an accent', one: 'ren\u00e9@b.fr', other: 'rene@b.fr' },
  ])('takes for different: $name', ({ one, other }) => {
    expect(toEmailKey(one)).not.toBe(toEmailKey(other));
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
