import { X509Certificate } from 'node:crypto';
import { createTestAuthority, createTestPki } from '@sas-sos/test-pki';
import { describe, expect, it, vi } from 'vitest';
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
    const copies = split(pki.ca).map(rawOf);
    expect(createTrustStore({ ca: pki.ca }).assess(platform, copies)).toHaveLength(1);
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
    // The same number is counted once.
    expect(trust.revocationLists[0]?.revoked).toBe(2);
  });

  it('looks a root up in its own list', () => {
    const period = { from: Date.now() - 1000, to: Date.now() + 86_400_000 };
    const root = createTestAuthority({ commonName: 'root', period });
    const { cert } = root.issue({ subject: [['CN', 'a']], period, usage: 'client' });
    const crl = root.issueCrl({ revoked: [root.serial], period });
    const trust = createTrustStore({ ca: root.cert, crl });
    expect(trust.assess(rawOf(cert))).toMatchObject([{ isRevoked: true }]);
  });

  it('takes the replacement that was asked for last, whichever is read first', async () => {
    const revoking = (count: number) =>
      pki.issueCrl({ revoked: Array.from({ length: count }, () => pki.platform) });
    const trust = createTrustStore({ ca: pki.ca });
    const slow = trust.updateInTurns({ ca: pki.ca, crl: revoking(20_000) });
    const broken = trust.updateInTurns({ ca: pki.ca, crl: 'text' });
    const quick = trust.updateInTurns({ ca: pki.ca, crl: pki.crl });
    await expect(broken).rejects.toMatchObject({ code: 'SAS_OPTION_INVALID' });
    await quick;
    expect([trust.version, trust.assess(platform)[0]?.isRevoked]).toEqual([2, false]);
    await slow;
    expect([trust.version, trust.assess(platform)[0]?.isRevoked]).toEqual([2, false]);
    await trust.updateInTurns({ ca: pki.ca, crl: revoking(1) });
    expect([trust.version, trust.assess(platform)[0]?.isRevoked]).toEqual([3, true]);
  });

  it('is replaced in one go, after the event loop turned while a long list was read', async () => {
    const trust = createTrustStore({ ca: pki.ca, crl: pki.crl });
    const revoked = Array.from({ length: 20_000 }, () => pki.platform);
    const crl = pki.issueCrl({ revoked });
    let turns = 0;
    let now = 0;
    // Every step takes a millisecond.
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 1));
    const turn = (): void => {
      if (trust.version > 1) return;
      expect(trust.assess(platform)).toMatchObject([{ isRevoked: false }]);
      turns += 1;
      setImmediate(turn);
    };
    setImmediate(turn);
    await trust.updateInTurns({ ca: pki.ca, crl });
    clock.mockRestore();
    expect(trust.assess(platform)).toMatchObject([{ isRevoked: true }]);
    // 20,000 entries in steps of 256, the PEM and the hash: some 100 steps, five in a turn.
    expect(turns).toBeGreaterThan(15);
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
