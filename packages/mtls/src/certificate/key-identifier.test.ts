import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { createTestAuthority } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { createTrustStore } from '../trust-store.js';
import { toElement } from './der-element.fixture.js';
import { readElement } from './der-element.js';
import { readSequence, tags } from './der-values.js';
import { isKeyOf, type NamedKey, readAuthorityKey, readSubjectKey } from './key-identifier.js';
import { readCertificate } from './read-certificate.js';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);
const period = { from: start, to: start + 365 * day };
const root = createTestAuthority({ commonName: 'ACR-EL-TEST', period });
const { keyNames } = readCertificate(new X509Certificate(root.cert).raw);
const identifier = Buffer.from(keyNames.keyIdentifier ?? '', 'hex');
const nobody = { key: undefined, serial: undefined, issuer: undefined };

describe('the key that signed', () => {
  it.each<{ name: string; named: NamedKey | undefined; isIt: boolean }>([
    { name: 'not named', named: undefined, isIt: true },
    { name: 'named by nothing', named: nobody, isIt: true },
    { name: 'its identifier', named: { ...nobody, key: keyNames.keyIdentifier }, isIt: true },
    { name: 'its serial number', named: { ...nobody, serial: keyNames.serial }, isIt: true },
    { name: 'its issuer', named: { ...nobody, issuer: keyNames.issuer }, isIt: true },
    { name: 'another identifier', named: { ...nobody, key: 'aabb' }, isIt: false },
    { name: 'another serial number', named: { ...nobody, serial: '01' }, isIt: false },
    { name: 'another issuer', named: { ...nobody, issuer: '3000' }, isIt: false },
  ])('is that of the certificate or not: $name', ({ named, isIt }) => {
    expect(isKeyOf(named, keyNames)).toBe(isIt);
  });

  it('is that of a certificate without an identifier', () => {
    expect(isKeyOf({ ...nobody, key: 'aa' }, { ...keyNames, keyIdentifier: undefined })).toBe(true);
  });

  it('is read with all its names', () => {
    const name = toElement(0x30);
    const other = toElement(0x82, Buffer.from('a.example'));
    const octets = toElement(
      0x30,
      toElement(0x80, Buffer.from('aabb', 'hex')),
      toElement(0xa1, other, toElement(0xa4, name)),
      toElement(0x82, Buffer.from('01', 'hex')),
    );
    const extension = {
      isCritical: false,
      octets,
      value: () => ({ tag: 0x30, whole: octets, content: octets.subarray(2) }),
    };
    expect(readAuthorityKey(new Map([['2.5.29.35', extension]]))).toEqual({
      key: 'aabb',
      serial: '01',
      issuer: '3000',
    });
    expect(readAuthorityKey(new Map())).toBeUndefined();
  });

  it.each([
    { name: 'octets', octets: '0402aabb', key: 'aabb' },
    { name: 'something else', octets: '3000', key: undefined },
  ])('has an identifier of its own: $name', ({ octets, key }) => {
    const bytes = Buffer.from(octets, 'hex');
    const extension = { isCritical: false, octets: bytes, value: () => readElement(bytes) };
    expect(readSubjectKey(new Map([['2.5.29.14', extension]]))).toBe(key);
    expect(readSubjectKey(new Map())).toBeUndefined();
  });

  it.each([
    { name: 'the right one', change: (tbs: Buffer) => tbs, isRefused: false },
    {
      name: 'another one',
      change: (tbs: Buffer) =>
        tbs.fill(0xaa, tbs.indexOf(identifier), tbs.indexOf(identifier) + 20),
      isRefused: true,
    },
  ])('decides whose list it is: $name', ({ change, isRefused }) => {
    const crl = signAgain(root.issueCrl({ revoked: [], period }), change);
    const create = () => createTrustStore({ ca: root.cert, crl });
    if (isRefused) expect(create).toThrow(expect.objectContaining({ code: 'SAS_OPTION_INVALID' }));
    else expect(create().crl).toHaveLength(1);
  });

  it('is read from a list only if it is well-formed', () => {
    const crl = signAgain(root.issueCrl({ revoked: [], period }), (tbs) => {
      const at = tbs.indexOf(identifier) - 4;
      expect(tbs[at]).toBe(0x30);
      tbs[at] = 0x04;
      return tbs;
    });
    expect(() => createTrustStore({ ca: root.cert, crl })).toThrow();
  });
});

/** Changes what is signed in a list, and signs it again. */
function signAgain(pem: string, change: (tbs: Buffer) => Buffer): Buffer {
  const der = Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64');
  const [signed, algorithm] = readSequence(readElement(der));
  const tbs = change(Buffer.from(signed?.whole ?? []));
  const signature = sign('sha256', tbs, createPrivateKey(root.key));
  return toElement(
    tags.sequence,
    tbs,
    algorithm?.whole ?? tbs,
    toElement(tags.bitString, Buffer.of(0), signature),
  );
}
