import { CompactEncrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { createSealer } from './sealer.js';

const [first, second] = ['1'.repeat(32), '2'.repeat(32)] as const;

describe('createSealer', () => {
  it('opens what it sealed', async () => {
    const sealer = createSealer([first], 'a');
    await expect(sealer.open(await sealer.seal({ x: 1 }))).resolves.toEqual({ x: 1 });
  });

  it('gives another result each time for the same value', async () => {
    const sealer = createSealer([first], 'a');
    expect(await sealer.seal({ x: 1 })).not.toBe(await sealer.seal({ x: 1 }));
  });

  it.each([
    { name: 'opens with a secret that is no longer the first', by: [first], as: [second, first] },
    { name: 'opens what a newer instance sealed', by: [second, first], as: [first, second] },
  ])('$name', async ({ by, as }) => {
    const text = await createSealer(by, 'a').seal({ x: 1 });
    await expect(createSealer(as, 'a').open(text)).resolves.toEqual({ x: 1 });
  });

  it.each([
    { name: 'with another secret', as: createSealer([second], 'a') },
    { name: 'for another purpose', as: createSealer([first], 'b') },
  ])('does not open what was sealed $name', async ({ as }) => {
    const text = await createSealer([first], 'a').seal({ x: 1 });
    await expect(as.open(text)).resolves.toBeUndefined();
  });

  it('does not open what another algorithm sealed', async () => {
    const text = await createSealer([first], 'a').seal({ x: 1 });
    const { kid } = JSON.parse(Buffer.from(text.split('.')[0] ?? '', 'base64url').toString());
    const other = await new CompactEncrypt(new TextEncoder().encode('{"x":1}'))
      .setProtectedHeader({ alg: 'A256KW', enc: 'A256GCM', kid })
      .encrypt(new TextEncoder().encode(first));
    await expect(createSealer([first], 'a').open(other)).resolves.toBeUndefined();
  });

  it.each(['', '.', '....', 'a.b.c.d.e', 'x'.repeat(100_000), 'é'])('opens no %s', async (text) => {
    await expect(createSealer([first], 'a').open(text)).resolves.toBeUndefined();
  });
});
