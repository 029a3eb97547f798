import { X509Certificate } from 'node:crypto';
import { createTestAuthority, type TestExtension } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { createTrustStore } from '../trust-store.js';
import { toElement } from './der-element.fixture.js';
import { readElement } from './der-element.js';
import { readCertificate } from './read-certificate.js';
import { readIsForClients } from './read-extensions.js';

const start = Date.UTC(2026, 0, 1);
const period = { from: start, to: start + 30 * 86_400_000 };
const root = createTestAuthority({ commonName: 'ACR-EL-TEST', period });

const [client, server, any] = ['2b06010505070302', '2b06010505070301', '551d2500'];
const purposesOf = (types: readonly string[]) =>
  toElement(0x30, ...types.map((type) => toElement(0x06, Buffer.from(type, 'hex'))));

function toExtensions(octets: Buffer) {
  const extension = { isCritical: false, octets, value: () => readElement(octets) };
  return new Map([['2.5.29.37', extension]]);
}

const request = { subject: [['CN', 'a']] as const, period, usage: 'client' as const };

/** The number of chains of a certificate with an extension. */
function countChains(extension: TestExtension): number {
  const { cert } = root.issue({ ...request, extensions: [extension] });
  return createTrustStore({ ca: root.cert }).assess(new X509Certificate(cert).raw).length;
}

/** The number of chains of a certificate whose authority has an extension. */
function countChainsBelow(extension: TestExtension): number {
  const below = root.issueAuthority({ commonName: 'A', period, extensions: [extension] });
  const trust = createTrustStore({ ca: [root.cert, below.cert] });
  return trust.assess(new X509Certificate(below.issue(request).cert).raw).length;
}

describe('the purposes of a certificate', () => {
  it.each([
    { name: 'a client', types: [client], isForClients: true },
    { name: 'a client and a server', types: [server, client], isForClients: true },
    { name: 'a client and any purpose', types: [any, client], isForClients: true },
    { name: 'any purpose, which is no client for OpenSSL', types: [any], isForClients: false },
    { name: 'any purpose and a server', types: [any, server], isForClients: false },
    { name: 'a server', types: [server], isForClients: false },
    { name: 'nothing', types: [], isForClients: false },
  ])('allow a client or not: $name', ({ types, isForClients }) => {
    expect(readIsForClients(toExtensions(purposesOf(types)))).toBe(isForClients);
  });

  it('are not restricted without the extension', () => {
    expect(readIsForClients(new Map())).toBe(true);
  });

  it('bind those below an authority too', () => {
    const toChains = (types: readonly string[]) =>
      countChainsBelow({ type: '2.5.29.37', value: purposesOf(types) });
    expect([toChains([client]), toChains([any]), toChains([server])]).toEqual([1, 0, 0]);
  });
});

describe("Netscape's type of a certificate", () => {
  const typeOf = (hex: string, isCritical = false): TestExtension => ({
    type: '2.16.840.1.113730.1.1',
    value: Buffer.from(hex, 'hex'),
    isCritical,
  });

  it.each([
    { name: 'a client', extension: typeOf('03020780'), ofClient: 1 },
    { name: 'a client, critical', extension: typeOf('03020780', true), ofClient: 1 },
    { name: 'a client and a server', extension: typeOf('030206c0'), ofClient: 1 },
    { name: 'a server', extension: typeOf('03020640'), ofClient: 0 },
    { name: 'a server, critical', extension: typeOf('03020640', true), ofClient: 0 },
    { name: 'nothing', extension: typeOf('030100'), ofClient: 0 },
  ])('allows a client or not, and does not bind an authority: $name', ({ extension, ofClient }) => {
    expect([countChains(extension), countChainsBelow(extension)]).toEqual([ofClient, 1]);
  });
});

describe('an extension that binds, critical or not', () => {
  it.each([
    {
      name: 'a proxy certificate (RFC 3820)',
      type: '1.3.6.1.5.5.7.1.14',
      hex: '300c300a06082b06010505071501',
    },
    { name: 'blocks of addresses (RFC 3779)', type: '1.3.6.1.5.5.7.1.7', hex: '3000' },
    { name: 'autonomous systems (RFC 3779)', type: '1.3.6.1.5.5.7.1.8', hex: '3004a0020500' },
    { name: 'name constraints', type: '2.5.29.30', hex: '3008a00630048202612e' },
  ])('leaves no chain: $name', ({ type, hex }) => {
    for (const isCritical of [false, true]) {
      const extension = { type, value: Buffer.from(hex, 'hex'), isCritical };
      expect([countChains(extension), countChainsBelow(extension)]).toEqual([0, 0]);
    }
  });
});

describe('a certificate whose key cannot be read', () => {
  it('is refused', () => {
    const { cert } = root.issue({ subject: [['CN', 'a']], period, usage: 'client' });
    const { raw } = new X509Certificate(cert);
    const curve = raw.indexOf(Buffer.from('2a8648ce3d030107', 'hex'));
    raw.writeUInt8(0x70, curve + 7);
    expect(() => readCertificate(raw)).toThrow();
  });
});
