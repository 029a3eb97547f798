import { hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { createSealer } from './sealer.js';

const [first, second] = ['1'.repeat(32), '2'.repeat(32)] as const;

describe('createSealer', () => {
  it('opens what it sealed', () => {
    const sealer = createSealer([first], 'a');
    const value = { x: 1, text: 'Clé de Zoé 🗝' };
    expect(sealer.open(sealer.seal(value))).toEqual(value);
  });

  it('gives another result each time for the same value', () => {
    const sealer = createSealer([first], 'a');
    expect(sealer.seal({ x: 1 })).not.toBe(sealer.seal({ x: 1 }));
  });

  it.each([
    { name: 'opens with a secret that is no longer the first', by: [first], as: [second, first] },
    { name: 'opens what a newer instance sealed', by: [second, first], as: [first, second] },
  ])('$name', ({ by, as }) => {
    const text = createSealer(by, 'a').seal({ x: 1 });
    expect(createSealer(as, 'a').open(text)).toEqual({ x: 1 });
  });

  it.each([
    { name: 'with another secret', as: createSealer([second], 'a') },
    { name: 'for another purpose', as: createSealer([first], 'b') },
  ])('does not open what was sealed $name', ({ as }) => {
    expect(as.open(createSealer([first], 'a').seal({ x: 1 }))).toBeUndefined();
  });

  describe('and JWE: the sealers of earlier versions are those of jose', () => {
    const sealer = createSealer([first], 'a');
    const key = new Uint8Array(hkdfSync('sha256', first, 'sas-sos sign-on', 'a', 32));
    const content = new TextEncoder().encode('{"x":1}');
    const [header = ''] = sealer.seal({}).split('.');
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());

    it('are read', async () => {
      const text = await new CompactEncrypt(content)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
        .encrypt(key);
      expect(sealer.open(text)).toEqual({ x: 1 });
    });

    it('can read what is sealed here', async () => {
      const { plaintext, protectedHeader } = await compactDecrypt(sealer.seal({ x: 1 }), key);
      expect(new TextDecoder().decode(plaintext)).toBe('{"x":1}');
      expect(protectedHeader).toEqual({ alg: 'dir', enc: 'A256GCM', kid });
    });

    it.each([
      { name: 'another algorithm', given: { alg: 'A256KW', enc: 'A256GCM', kid } },
      { name: 'another encryption', given: { alg: 'dir', enc: 'A128CBC-HS256', kid } },
      { name: 'another header', given: { alg: 'dir', enc: 'A256GCM', kid, typ: 'JWE' } },
    ])('are not read with $name', async ({ given }) => {
      const text = await new CompactEncrypt(content).setProtectedHeader(given).encrypt(key);
      expect(sealer.open(text)).toBeUndefined();
    });
  });

  const alterations: readonly { name: string; alter: (parts: string[]) => string[] }[] = [
    { name: 'the header', alter: ([, ...rest]) => [toBase64({ alg: 'none' }), ...rest] },
    { name: 'an encrypted key', alter: (parts) => parts.with(1, 'AAAA') },
    { name: 'another IV', alter: (parts) => parts.with(2, 'A'.repeat(16)) },
    { name: 'a longer IV', alter: (parts) => parts.with(2, 'A'.repeat(20)) },
    { name: 'no text', alter: (parts) => parts.with(3, '') },
    { name: 'one bit more', alter: (parts) => parts.with(3, `${parts[3]}A`) },
    { name: 'another tag', alter: (parts) => parts.with(4, 'A'.repeat(22)) },
    { name: 'a shorter tag', alter: (parts) => parts.with(4, String(parts[4]).slice(0, 6)) },
    { name: 'no tag', alter: (parts) => parts.with(4, '') },
    { name: 'a character that Node skips', alter: (parts) => parts.with(3, `${parts[3]}!`) },
    { name: 'padding', alter: (parts) => parts.with(4, `${parts[4]}==`) },
    { name: 'a part more', alter: (parts) => [...parts, ''] },
    { name: 'a part less', alter: (parts) => parts.slice(0, 4) },
  ];
  it.each(alterations)('does not open a text with $name', ({ alter }) => {
    const sealer = createSealer([first], 'a');
    const text = sealer.seal({ x: 1 });
    expect(sealer.open(alter(text.split('.')).join('.'))).toBeUndefined();
  });

  it('opens no text of which any one character was changed', () => {
    const sealer = createSealer([first], 'a');
    const text = sealer.seal({ x: 1 });
    for (let index = 0; index < text.length; index++) {
      const other = text[index] === 'A' ? 'B' : 'A';
      const altered = `${text.slice(0, index)}${other}${text.slice(index + 1)}`;
      expect(sealer.open(altered), `${index}`).toBeUndefined();
    }
  });

  it.each(['', '.', '....', 'a.b.c.d.e', 'x'.repeat(100_000), 'é'])('opens no %s', (text) => {
    expect(createSealer([first], 'a').open(text)).toBeUndefined();
  });
});

function toBase64(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
