import { describe, expect, it } from 'vitest';
import { createProofChecker, type ProxyProof } from './proxy-proof.js';

const secret = 'x'.repeat(16);

function isProven(proof: ProxyProof, remoteAddress?: string, given: Record<string, string> = {}) {
  const headers = new Headers(given);
  return createProofChecker(proof).isProven({ headers }, { remoteAddress });
}

describe('the address of the proxy', () => {
  it.each([
    { range: '10.0.0.1', from: '10.0.0.1', expected: true },
    { range: '10.0.0.1', from: '10.0.0.2', expected: false },
    { range: '10.0.0.1/32', from: '10.0.0.1', expected: true },
    { range: '10.0.0.1/32', from: '10.0.0.2', expected: false },
    { range: '128.0.0.0/1', from: '200.1.1.1', expected: true },
    { range: '10.0.0.0/8', from: '11.0.0.0', expected: false },
    { range: '10.0.0.0/8', from: '::FFFF:10.9.9.9', expected: true },
    { range: 'fd00::/8', from: 'fd12::1', expected: true },
    { range: 'fd00::/8', from: 'fc12::1', expected: false },
    { range: '::1/128', from: '::1', expected: true },
    { range: '::1', from: '::1', expected: true },
    { range: 'fe80::1', from: 'fe80::1%eth0', expected: true },
    { range: '10.0.0.1', from: undefined, expected: false },
    { range: '10.0.0.1', from: 'localhost', expected: false },
  ])('$from is within $range: $expected', ({ range, from, expected }) => {
    expect(isProven({ addresses: ['192.0.2.1', range] }, from)).toBe(expected);
  });

  it.each(['::1/129', '10.0.0.0/8/8', '10.0.0.0/', '10.0.0.0/x', '10.0.0.0/1e1', '/8', ''])(
    'may not be %s',
    (range) => {
      expect(() => createProofChecker({ addresses: [range] })).toThrow(
        expect.objectContaining({
          issues: [{ code: 'SAS_OPTION_INVALID', expression: 'proxy.addresses' }],
        }),
      );
    },
  );
});

describe('the secret of the proxy', () => {
  const proof = (value: string | readonly string[]) => ({ secret: { header: 'X-Proof', value } });

  it.each([
    { name: 'the right one', value: secret, given: secret, expected: true },
    { name: 'another', value: secret, given: 'y'.repeat(16), expected: false },
    { name: 'missing', value: secret, given: undefined, expected: false },
    { name: 'the first of two', value: [secret, 'z'.repeat(16)], given: secret, expected: true },
    { name: 'the second', value: ['z'.repeat(16), secret], given: secret, expected: true },
    { name: 'neither', value: ['z'.repeat(16), secret], given: 'y'.repeat(16), expected: false },
  ])('$name: $expected', ({ value, given, expected }) => {
    const headers = given === undefined ? {} : { 'x-proof': given };
    expect(isProven(proof(value), undefined, headers)).toBe(expected);
    expect(createProofChecker(proof(value)).header).toBe('x-proof');
  });

  it.each<{ name: string; value: unknown }>([
    { name: 'of 15 characters', value: 'x'.repeat(15) },
    { name: 'with a space', value: `${secret} a` },
    { name: 'that is not ASCII', value: `${secret}é` },
    { name: 'in an empty list', value: [] },
    { name: 'in a list with a short one', value: [secret, 'short'] },
    { name: 'that is a number', value: [1_234_567_890_123_456] },
    { name: 'that is no list', value: {} },
  ])('may not be one $name', ({ value }) => {
    expect(() => createProofChecker(proof(value as string))).toThrow(
      expect.objectContaining({
        issues: [{ code: 'SAS_OPTION_INVALID', expression: 'proxy.secret.value' }],
      }),
    );
  });
});

it('needs both where both are given', () => {
  const proof = { addresses: ['10.0.0.1'], secret: { header: 'X-Proof', value: secret } };
  expect(isProven(proof, '10.0.0.1', { 'x-proof': secret })).toBe(true);
  expect(isProven(proof, '10.0.0.2', { 'x-proof': secret })).toBe(false);
  expect(isProven(proof, '10.0.0.1')).toBe(false);
});

it('has no header without a secret, and proves nothing without an option', () => {
  expect(createProofChecker({ addresses: ['10.0.0.1'] }).header).toBeUndefined();
  expect(() => createProofChecker(undefined as never)).toThrow(
    expect.objectContaining({ issues: [{ code: 'SAS_OPTION_INVALID', expression: 'proxy' }] }),
  );
});
