import { X509Certificate } from 'node:crypto';
import { createTestAuthority, type TestExtension } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { readElement } from './der-element.js';
import { toCallerSubject } from './distinguished-name.js';
import { readCertificate } from './read-certificate.js';
import { isStrongSignature } from './signature-algorithms.js';

const start = Date.UTC(2026, 0, 1);
const period = { from: start, to: start + 30 * 86_400_000 };
const root = createTestAuthority({ commonName: 'ACR-EL-TEST', period });
// X.667: a UUID as a number, which takes 128 bits.
const uuidType = '2.25.329800735698586629295641978511506172918';
const otherUuidType = '2.25.329800735698586629295641978511506172919';

function toPrivate(type: string, octets: string, isCritical = false): TestExtension {
  return { type, value: Buffer.from(octets, 'hex'), isCritical };
}

function read(extensions: readonly TestExtension[]) {
  const { cert } = root.issue({
    subject: [
      ['OU', '3'],
      ['CN', 'a'],
    ],
    period,
    usage: 'client',
    extensions,
  });
  return readCertificate(new X509Certificate(cert).raw);
}

/** Replaces bytes in a certificate; its signature is then wrong, which reading does not check. */
function change(cert: string, from: string, to: string): Buffer {
  const { raw } = new X509Certificate(cert);
  const at = raw.indexOf(Buffer.from(from, 'hex'));
  expect(at).toBeGreaterThan(0);
  Buffer.from(to, 'hex').copy(raw, at);
  return raw;
}

/** Reads a certificate with a private extension whose critical flag has the given byte. */
function readFlag(flag: string) {
  const extensions = [toPrivate('1.2.250.1.71.4.2.5', '0c0161', true)];
  const { cert } = root.issue({ subject: [['CN', 'a']], period, usage: 'client', extensions });
  return readCertificate(change(cert, '0101ff04030c0161', `0101${flag}04030c0161`));
}

describe('a certificate with private extensions', () => {
  it.each([
    { name: 'text, which is not DER', extensions: [toPrivate('1.2.250.1.71.4.2.5', '74657874')] },
    { name: 'nothing at all', extensions: [toPrivate('1.2.250.1.71.4.2.5', '')] },
    { name: 'DER cut short', extensions: [toPrivate('1.2.250.1.71.4.2.5', '3005')] },
    {
      name: 'types made from UUIDs that are almost the same',
      extensions: [toPrivate(uuidType, '0500'), toPrivate(otherUuidType, '0500')],
    },
  ])('is read: $name', ({ extensions }) => {
    const certificate = read(extensions);
    expect(toCallerSubject(certificate.subject)?.commonName).toBe('a');
    expect(certificate).toMatchObject({ isUnderstood: true, isForClients: true });
  });

  it('is not understood when a private one is critical', () => {
    expect(read([toPrivate(uuidType, '74657874', true)]).isUnderstood).toBe(false);
  });

  it.each([
    { name: 'the subtrees that it allows', octets: '3008a00630048202612e', isCritical: false },
    { name: 'the same, critical', octets: '3008a00630048202612e', isCritical: true },
    { name: 'no subtrees at all', octets: '3000', isCritical: false },
  ])('is not understood with name constraints (RFC 5280, section 4.2.1.10): $name', (row) => {
    expect(read([toPrivate('2.5.29.30', row.octets, row.isCritical)]).isUnderstood).toBe(false);
  });

  it.each([
    { name: 'critical', flag: 'ff', isUnderstood: false },
    // Not DER, which omits defaults; authorities write it, and `openssl verify` accepts it.
    { name: 'explicitly not critical', flag: '00', isUnderstood: true },
  ])('has one of two critical flags: $name', ({ flag, isUnderstood }) => {
    expect(readFlag(flag).isUnderstood).toBe(isUnderstood);
  });

  it.each(['01', '80', 'fe'])('is refused when a critical flag is BER but not DER: %s', (flag) => {
    expect(() => readFlag(flag)).toThrow(TypeError);
  });

  it('is refused when its cA flag is BER but not DER', () => {
    const raw = change(root.cert, '30030101ff', '3003010101');
    expect(() => readCertificate(raw)).toThrow(TypeError);
  });

  it('is refused when an extension appears twice', () => {
    expect(() => read([toPrivate(uuidType, '00'), toPrivate(uuidType, '01')])).toThrow(TypeError);
  });
});

describe('a signature', () => {
  const pss = '06092a864886f70d01010a';
  it.each([
    { name: 'ECDSA with SHA-256', algorithm: '300a06082a8648ce3d040302', isStrong: true },
    { name: 'RSA with SHA-1', algorithm: '300d06092a864886f70d0101050500', isStrong: false },
    { name: 'RSA-PSS without a hash, which is SHA-1', algorithm: `300b${pss}`, isStrong: false },
    { name: 'RSA-PSS with no parameters', algorithm: `300d${pss}3000`, isStrong: false },
    {
      name: 'RSA-PSS with SHA-1',
      algorithm: `3018${pss}300ba009300706052b0e03021a`,
      isStrong: false,
    },
    {
      name: 'RSA-PSS with SHA-256',
      algorithm: `301c${pss}300fa00d300b0609608648016503040201`,
      isStrong: true,
    },
  ])('is strong or not: $name', ({ algorithm, isStrong }) => {
    expect(isStrongSignature(readElement(Buffer.from(algorithm, 'hex')))).toBe(isStrong);
  });
});
