import { X509Certificate } from 'node:crypto';
import { createTestAuthority, type TestExtension } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { createTrustStore } from './trust-store.js';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);
const period = { from: start, to: start + 365 * day };
const root = createTestAuthority({ commonName: 'ACR-EL-TEST', period });
const issue = () => root.issue({ subject: [['CN', 'a']], period, usage: 'client' });
const [first, second] = [issue(), issue()];

function toListExtension(type: string, octets: string, isCritical: boolean): TestExtension {
  return { type, value: Buffer.from(octets, 'hex'), isCritical };
}

function list(
  revoked: readonly Uint8Array[],
  extensions: readonly TestExtension[] = [],
  inForce = period,
): string {
  return root.issueCrl({ revoked, period: inForce, extensions });
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
const isRevoked = (
  crl: string | readonly string[],
  { cert }: { cert: string },
  now = start + day,
) =>
  createTrustStore({ ca: root.cert, crl }, { clock: { now: () => now } })
    .assess(new X509Certificate(cert).raw)
    .map((chain) => chain.isRevoked);

describe('revocation lists of one authority', () => {
  it('are refused when each holds only a part', () => {
    const crl = [list([first.serial], [pointOf('1')]), list([second.serial], [pointOf('2')])];
    expect(() => createTrustStore({ ca: root.cert, crl })).toThrow(refusal);
  });

  it.each([
    { name: 'an extra leading zero', serial: new Uint8Array([0, 0, ...first.serial]) },
    { name: 'no digits', serial: new Uint8Array() },
  ])('are refused with a serial number that has $name', ({ serial }) => {
    expect(() => createTrustStore({ ca: root.cert, crl: list([serial]) })).toThrow(refusal);
  });

  it.each([{ critical: true }, { critical: false }])(
    'are refused when they hold only changes, critical: $critical',
    ({ critical }) => {
      const crl = list([], [toListExtension('2.5.29.27', '020101', critical)]);
      expect(() => createTrustStore({ ca: root.cert, crl })).toThrow(refusal);
    },
  );

  it('are replaced by a newer one when it comes into force', () => {
    let now = start + day;
    const crl = [
      list([first.serial]),
      list([second.serial], [], { from: start + 5 * day, to: period.to }),
    ];
    const trust = createTrustStore({ ca: root.cert, crl }, { clock: { now: () => now } });
    const revoked = () =>
      [first, second].map(({ cert }) => trust.assess(new X509Certificate(cert).raw)[0]?.isRevoked);
    expect(revoked()).toEqual([true, false]);
    expect(trust.version).toBe(1);
    now = start + 6 * day;
    expect(trust.version).toBe(2);
    expect(revoked()).toEqual([false, true]);
  });

  it('are reported as not yet in force when there is no other', () => {
    const crl = list([first.serial], [], { from: start + 5 * day, to: period.to });
    expect(isRevoked(crl, first)).toEqual([true]);
    const trust = createTrustStore({ ca: root.cert, crl }, { clock: { now: () => start + day } });
    const assessments = trust.assess(new X509Certificate(second.cert).raw);
    expect(assessments).toMatchObject([{ isRevoked: false, listedFrom: start + 5 * day }]);
  });
});
