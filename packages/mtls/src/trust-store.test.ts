import { X509Certificate } from 'node:crypto';
import { createTestPki } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { createTrustStore, type TrustMaterial } from './trust-store.js';

const pki = createTestPki();
const other = createTestPki();
const rawOf = (pem: string) => new X509Certificate(pem).raw;
const split = (pem: string) => pem.split(/(?=-----BEGIN)/);
const derOf = (pem: string) => Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64');
const platform = rawOf(pki.platform.cert);

describe('the store of trusted authorities', () => {
  it.each<{ name: string; material: TrustMaterial }>([
    { name: 'PEM, several blocks in one string', material: { ca: pki.ca, crl: pki.crl } },
    {
      name: 'PEM, one block each, as bytes',
      material: {
        ca: split(pki.ca).map((pem) => Buffer.from(pem)),
        crl: split(pki.crl).map((pem) => Buffer.from(pem)),
      },
    },
    {
      name: 'DER, as IGC-Santé publishes lists',
      material: { ca: split(pki.ca).map(derOf), crl: split(pki.crl).map(derOf) },
    },
    {
      name: 'lists of two days, of which the newer counts',
      material: { ca: pki.ca, crl: [pki.staleCrl, pki.crl] },
    },
  ])('accepts $name', ({ material }) => {
    const trust = createTrustStore(material);
    expect(trust.ca).toHaveLength(3);
    expect(trust.crl).toHaveLength(3);
    expect(trust.assess(platform)).toMatchObject([{ isRevoked: false, isListed: true }]);
    expect(trust.assess(platform)[0]?.listedTo).toBeGreaterThan(Date.now());
    expect(trust.assess(rawOf(pki.wrong.revoked.cert))).toMatchObject([{ isRevoked: true }]);
    expect(trust.assess(rawOf(pki.wrong.unknownAuthority.cert))).toEqual([]);
  });

  it('reports the state of its lists', () => {
    const { revocationLists } = createTrustStore({ ca: pki.ca, crl: pki.crl });
    expect(revocationLists.map(({ authority, revoked }) => [authority, revoked])).toEqual([
      ['ACI-EL-ORG-TEST', 1],
      ['ACI-EL-ORG-TEST-REVOKED', 0],
      ['ACR-EL-TEST', 1],
    ]);
  });

  it('does not trust authorities sent by the caller, but builds chains through them', () => {
    const [intermediate = ''] = split(pki.ca);
    const trust = createTrustStore({ ca: pki.root });
    expect(trust.assess(platform)).toEqual([]);
    expect(trust.assess(platform, [rawOf(intermediate)])).toMatchObject([{ isListed: false }]);
    const strangers = split(other.ca).map(rawOf);
    expect(trust.assess(rawOf(other.platform.cert), strangers)).toEqual([]);
  });

  it('replaces everything or nothing', () => {
    const trust = createTrustStore({ ca: pki.ca, crl: pki.crl });
    expect(() => trust.update({ ca: other.ca, crl: pki.crl })).toThrow();
    expect(trust.version).toBe(1);
    expect(trust.assess(platform)).toHaveLength(1);
    trust.update({ ca: other.ca, crl: other.crl });
    expect(trust.version).toBe(2);
    expect(trust.assess(platform)).toEqual([]);
  });

  it('reads a long list', () => {
    const revoked = Array.from({ length: 2000 }, () => pki.platform);
    const trust = createTrustStore({ ca: pki.ca, crl: pki.issueCrl({ revoked }) });
    expect(trust.assess(platform)).toMatchObject([{ isRevoked: true }]);
  });

  it.each<{ name: string; material: unknown; option: string }>([
    { name: 'no authority', material: { ca: '' }, option: 'ca' },
    { name: 'nothing', material: {}, option: 'ca' },
    { name: 'no root', material: { ca: split(pki.ca)[0] }, option: 'ca' },
    { name: "a client's certificate", material: { ca: pki.ca + pki.platform.cert }, option: 'ca' },
    {
      name: 'a broken authority',
      material: { ca: Buffer.from('3003020100', 'hex') },
      option: 'ca',
    },
    { name: 'no list', material: { ca: pki.ca, crl: 'text' }, option: 'crl' },
    {
      name: 'a broken list',
      material: { ca: pki.ca, crl: Buffer.from('3000', 'hex') },
      option: 'crl',
    },
    {
      name: 'a list of another authority',
      material: { ca: pki.ca, crl: other.crl },
      option: 'crl',
    },
    {
      name: 'a tampered list',
      material: { ca: pki.ca, crl: tamper(derOf(split(pki.crl)[0] as string)) },
      option: 'crl',
    },
  ])('refuses $name', ({ material, option }) => {
    expect(() => createTrustStore(material as TrustMaterial)).toThrow(
      expect.objectContaining({
        code: 'SAS_OPTION_INVALID',
        issues: [expect.objectContaining({ expression: option })],
      }),
    );
  });
});

/** Changes a digit of the first date. */
function tamper(der: Buffer): Buffer {
  const changed = Buffer.from(der);
  const at = changed.indexOf(Buffer.from([0x17, 0x0d])) + 2 + 11;
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
  return changed;
}
