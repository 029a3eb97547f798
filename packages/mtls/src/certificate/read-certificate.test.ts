import { X509Certificate } from 'node:crypto';
import { createTestAuthority } from '@sas-sos/test-pki';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCallerSubject } from './distinguished-name.js';
import { readCertificate } from './read-certificate.js';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);
const period = { from: start, to: start + 30 * day };
const root = createTestAuthority({ commonName: 'ACR-EL-TEST', period });

const rawOf = (pem: string) => new X509Certificate(pem).raw;

const character = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));
const text = fc
  .oneof(
    fc.string({ unit: character, minLength: 1, maxLength: 20 }),
    fc.stringMatching(/^[,+"\\;=#/ \0\nOUCN]{1,20}$/),
  )
  .filter((value) => value.isWellFormed());

describe('a certificate', () => {
  it('has exactly the OU and the CN that it was issued for, whatever they contain', () => {
    fc.assert(
      fc.property(text, text, (commonName, organizationalUnit) => {
        const { cert } = root.issue({
          subject: [
            ['OU', organizationalUnit],
            ['CN', commonName],
          ],
          period,
          usage: 'client',
        });
        expect(toCallerSubject(readCertificate(rawOf(cert)).subject)).toEqual({
          commonName,
          organizationalUnit,
        });
      }),
    );
  });

  it('does not identify a caller with several OU or several CN, whatever they contain', () => {
    fc.assert(
      fc.property(text, text, fc.boolean(), (one, other, isUnit) => {
        const extra = [isUnit ? 'OU' : 'CN', other] as const;
        const { cert } = root.issue({
          subject: [['OU', one], ['CN', one], extra],
          period,
          usage: 'client',
        });
        expect(toCallerSubject(readCertificate(rawOf(cert)).subject)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('is valid to the end of its last second', () => {
    const { cert } = root.issue({ subject: [['CN', 'a']], period, usage: 'client' });
    expect(readCertificate(rawOf(cert))).toMatchObject({
      notBefore: period.from,
      notAfter: period.to + 999,
      authority: undefined,
      isForClients: true,
      canBeClient: true,
      isUnderstood: true,
    });
  });

  it.each([
    { name: 'a server', usage: 'server' as const, isForClients: false },
    { name: 'a client', usage: 'client' as const, isForClients: true },
  ])('is for $name', ({ usage, isForClients }) => {
    const { cert } = root.issue({ subject: [['CN', 'a']], period, usage });
    expect(readCertificate(rawOf(cert)).isForClients).toBe(isForClients);
  });

  it('is an authority', () => {
    expect(readCertificate(rawOf(root.cert)).authority).toEqual({
      pathLength: Number.POSITIVE_INFINITY,
      canSignLists: true,
    });
  });

  it('is refused with another certificate inside as PEM', () => {
    const { cert } = root.issue({ subject: [['CN', 'a']], period, usage: 'client' });
    const forged = root.issue({
      subject: [
        ['O', `\n${cert}`],
        ['CN', 'a'],
      ],
      period,
      usage: 'client',
    });
    const raw = Buffer.from(forged.cert.replace(/-----.*-----/g, ''), 'base64');
    expect(() => readCertificate(raw)).toThrow(TypeError);
  });

  it.each([
    { name: 'nothing', raw: Buffer.alloc(0) },
    { name: 'text', raw: Buffer.from('0 text') },
    { name: 'an empty sequence', raw: Buffer.from('3000', 'hex') },
    { name: 'a length beyond its end', raw: Buffer.from('30ffffffffffff', 'hex') },
    { name: 'an indefinite length', raw: Buffer.from('30800000', 'hex') },
    { name: 'PEM', raw: Buffer.from(root.cert) },
    {
      name: 'a certificate followed by other bytes',
      raw: Buffer.concat([rawOf(root.cert), Buffer.from([0])]),
    },
  ])('is not $name', ({ raw }) => {
    expect(() => readCertificate(raw)).toThrow();
  });
});
