import { X509Certificate } from 'node:crypto';
import { Extension } from '@peculiar/asn1-x509';
import { describe, expect, it } from 'vitest';
import { createRootAuthority } from './pki/test-authority.js';
import { createTrustStore } from './trust-store.js';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);
const period = { from: start, to: start + 365 * day };
const root = createRootAuthority('ACR-EL-TEST', period);
const issue = () => root.issue({ subject: [['CN', 'a']], period, usage: 'client' });
const [first, second] = [issue(), issue()];

function toListExtension(extnID: string, octets: string, critical: boolean): Extension {
  const extension = new Extension({ extnID, critical });
  extension.extnValue.buffer = new Uint8Array(Buffer.from(octets, 'hex')).buffer;
  return extension;
}

/** The issuing distribution point `http://a/1`, with another last character. */
const pointOf = (character: string) =>
  toListExtension(
    '2.5.29.28',
    `3010a00ea00c860a687474703a2f2f612f${Buffer.from(character).toString('hex')}`,
    true,
  );
const refusal = expect.objectContaining({
  code: 'SAS_OPTION_INVALID',
  issues: [expect.objectContaining({ expression: 'crl' })],
});
const isRevoked = (crl: string | readonly string[], { pem }: { pem: string }, now = start + day) =>
  createTrustStore({ ca: root.pem, crl }, { clock: { now: () => now } })
    .assess(new X509Certificate(pem).raw)
    .map((chain) => chain.isRevoked);

describe('revocation lists of one authority', () => {
  it('are refused in parts', () => {
    const crl = [
      root.list([first.serial], period, [pointOf('1')]),
      root.list([second.serial], period, [pointOf('2')]),
    ];
    expect(() => createTrustStore({ ca: root.pem, crl })).toThrow(refusal);
  });

  it('may say where they are published', () => {
    expect(isRevoked(root.list([first.serial], period, [pointOf('1')]), first)).toEqual([true]);
  });

  it.each([{ critical: true }, { critical: false }])(
    'are refused when they hold changes only, critical: $critical',
    ({ critical }) => {
      const crl = root.list([], period, [toListExtension('2.5.29.27', '020101', critical)]);
      expect(() => createTrustStore({ ca: root.pem, crl })).toThrow(refusal);
    },
  );

  it('name a serial number with zeroes too many', () => {
    const padded = new Uint8Array([0, 0, ...new Uint8Array(first.serial)]).buffer;
    expect(isRevoked(root.list([padded], period), first)).toEqual([true]);
  });

  it('are changed for the younger when that one comes into force', () => {
    let now = start + day;
    const crl = [
      root.list([first.serial], period),
      root.list([second.serial], { from: start + 5 * day, to: period.to }),
    ];
    const trust = createTrustStore({ ca: root.pem, crl }, { clock: { now: () => now } });
    const revoked = () =>
      [first, second].map(({ pem }) => trust.assess(new X509Certificate(pem).raw)[0]?.isRevoked);
    expect(revoked()).toEqual([true, false]);
    expect(trust.version).toBe(1);
    now = start + 6 * day;
    expect(trust.version).toBe(2);
    expect(revoked()).toEqual([false, true]);
  });

  it('are those of the future when there is no other', () => {
    const crl = root.list([first.serial], { from: start + 5 * day, to: period.to });
    expect(isRevoked(crl, first)).toEqual([true]);
  });
});
