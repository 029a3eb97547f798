import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { Agent } from 'node:https';
import { type ConnectionOptions, connect, type SecureVersion } from 'node:tls';
import { errorCatalogue, type SasErrorCode, silentLogger } from '@sas-sos/core';
import { createTestPki, type TestCertificate } from '@sas-sos/test-pki';
import { describe, expect, it, vi } from 'vitest';
import {
  createClientCertificateGuard,
  type RevocationPolicy,
} from './create-client-certificate-guard.js';
import { fromSocket } from './from-socket.js';
import { callServer, serveGuarded } from './guarded-server.fixture.js';
import { createTlsOptions } from './tls/create-tls-options.js';
import { createTrustStore, type TrustMaterial } from './trust-store.js';

const platform = { commonName: 'sas-agregateur', organizationalUnit: '318751275100020' };
const pki = createTestPki({ platform });
const { wrong } = pki;

interface Setting {
  readonly material?: TrustMaterial;
  readonly revocation?: RevocationPolicy;
  readonly callers?: readonly { commonName: string; organizationalUnit: string }[];
}

/** Starts a server that admits the platform. */
async function serve({ material, revocation, callers = [platform] }: Setting = {}) {
  const trust = createTrustStore(material ?? { ca: pki.ca, crl: pki.crl });
  const logger = { ...silentLogger, warn: vi.fn() };
  const source = fromSocket({ trust });
  const guard = createClientCertificateGuard({ callers, source, revocation, logger });
  const host = await serveGuarded(createTlsOptions({ ...pki.server, trust }), guard);
  return Object.assign(host, { trust, logger });
}

const client = (certificate: TestCertificate | undefined) => ({ ...certificate, ca: pki.ca });

const fingerprintOf = ({ cert }: TestCertificate) =>
  new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();

describe('a caller over TLS', () => {
  const commaUnit = pki.issueClient({
    organizationalUnits: [`${platform.organizationalUnit},OU=1`],
  });
  const nulUnit = pki.issueClient({ organizationalUnits: [`${platform.organizationalUnit}\0.x`] });
  const capitals = pki.issueClient({ commonNames: ['SAS-AGREGATEUR'] });
  const injected = pki.issueClient({
    commonNames: [`x\nCN=${platform.commonName}`],
    organizationalUnits: [platform.organizationalUnit],
  });
  const crlOf = (index: number) => [pki.crl.split(/(?=-----BEGIN)/)[index] as string];

  it.each<{ name: string; certificate?: TestCertificate; code: SasErrorCode } & Setting>([
    { name: 'no certificate', code: 'SAS_CLIENT_CERTIFICATE_MISSING' },
    {
      name: 'a different authority with the right name',
      certificate: wrong.unknownAuthority,
      code: 'SAS_CLIENT_CERTIFICATE_UNTRUSTED',
    },
    {
      name: 'a self-signed look-alike',
      certificate: wrong.selfSigned,
      code: 'SAS_CLIENT_CERTIFICATE_UNTRUSTED',
    },
    {
      name: 'a missing intermediate authority',
      certificate: wrong.missingIntermediate,
      code: 'SAS_CLIENT_CERTIFICATE_UNTRUSTED',
    },
    {
      name: 'an intermediate authority that is sent but is not in ca',
      certificate: pki.platform,
      material: { ca: pki.root, crl: crlOf(2) },
      code: 'SAS_CLIENT_CERTIFICATE_UNTRUSTED',
    },
    {
      name: "a server's certificate",
      certificate: wrong.purpose,
      code: 'SAS_CLIENT_CERTIFICATE_UNTRUSTED',
    },
    { name: 'expired', certificate: wrong.expired, code: 'SAS_CLIENT_CERTIFICATE_EXPIRED' },
    { name: 'not yet valid', certificate: wrong.notYetValid, code: 'SAS_CLIENT_CERTIFICATE_EARLY' },
    { name: 'revoked', certificate: wrong.revoked, code: 'SAS_CLIENT_CERTIFICATE_REVOKED' },
    {
      name: 'a revoked intermediate authority',
      certificate: wrong.revokedIntermediate,
      code: 'SAS_CLIENT_CERTIFICATE_REVOKED',
    },
    {
      name: 'revoked by a tolerated list past its date',
      certificate: wrong.revoked,
      material: { ca: pki.ca, crl: pki.staleCrl },
      revocation: { stale: 'warn' },
      code: 'SAS_CLIENT_CERTIFICATE_REVOKED',
    },
    { name: 'another CN', certificate: wrong.commonName, code: 'SAS_CALLER_NOT_ADMITTED' },
    { name: 'another OU', certificate: wrong.organizationalUnit, code: 'SAS_CALLER_NOT_ADMITTED' },
    {
      name: 'an OU that contains the right one',
      certificate: wrong.containedOrganizationalUnit,
      code: 'SAS_CALLER_NOT_ADMITTED',
    },
    {
      name: 'several OU',
      certificate: wrong.severalOrganizationalUnits,
      code: 'SAS_CALLER_NOT_ADMITTED',
    },
    { name: 'several CN', certificate: wrong.severalCommonNames, code: 'SAS_CALLER_NOT_ADMITTED' },
    { name: 'an OU with a comma', certificate: commaUnit, code: 'SAS_CALLER_NOT_ADMITTED' },
    { name: 'an OU with a NUL', certificate: nulUnit, code: 'SAS_CALLER_NOT_ADMITTED' },
    { name: 'a CN in capitals', certificate: capitals, code: 'SAS_CALLER_NOT_ADMITTED' },
    { name: 'a CN with a line break', certificate: injected, code: 'SAS_CALLER_NOT_ADMITTED' },
    {
      name: 'no revocation list at all',
      certificate: pki.platform,
      material: { ca: pki.ca },
      code: 'SAS_REVOCATION_LIST_MISSING',
    },
    {
      name: 'no revocation list of the intermediate authority',
      certificate: pki.platform,
      material: { ca: pki.ca, crl: crlOf(2) },
      code: 'SAS_REVOCATION_LIST_MISSING',
    },
    {
      name: 'no revocation list of the root',
      certificate: pki.platform,
      material: { ca: pki.ca, crl: crlOf(0) },
      code: 'SAS_REVOCATION_LIST_MISSING',
    },
    {
      name: 'revocation lists past their date',
      certificate: pki.platform,
      material: { ca: pki.ca, crl: pki.staleCrl },
      code: 'SAS_REVOCATION_LIST_STALE',
    },
    {
      name: 'the vendor itself',
      certificate: pki.vendor,
      code: 'SAS_CALLER_NOT_ADMITTED',
    },
  ])('with $name is refused', async ({ certificate, code, ...setting }) => {
    await using host = await serve(setting);
    const answer = await callServer({ port: host.port, ...client(certificate) });
    expect(answer).toMatchObject({ status: errorCatalogue[code].status, code });
    expect([401, 403]).toContain(answer.status);
    expect(answer.headers['content-type']).toMatch(/^application\/fhir\+json/);
    expect(host.decisions).toHaveLength(1);
    expect(host.decisions[0]?.fingerprint).toBe(certificate && fingerprintOf(certificate));
  });

  it.each<{ name: string; certificate: TestCertificate } & Setting>([
    { name: 'the platform', certificate: pki.platform },
    { name: 'the platform, renewed', certificate: pki.issueClient() },
    {
      name: 'the new name during a transition',
      certificate: wrong.commonName,
      callers: [platform, { ...platform, commonName: `${platform.commonName}-other` }],
    },
    {
      name: 'the platform, with tolerated lists past their date',
      certificate: pki.platform,
      material: { ca: pki.ca, crl: pki.staleCrl },
      revocation: { stale: 'warn' },
    },
    {
      name: 'the platform, with missing lists tolerated',
      certificate: pki.platform,
      material: { ca: pki.ca },
      revocation: { missing: 'warn' },
    },
    {
      name: 'a subject with special characters',
      certificate: pki.issueClient({ commonNames: ['é,"+\\'], organizationalUnits: ['a=b'] }),
      callers: [{ commonName: 'é,"+\\', organizationalUnit: 'a=b' }],
    },
  ])('admits $name', async ({ certificate, ...setting }) => {
    await using host = await serve(setting);
    expect(await callServer({ port: host.port, ...client(certificate) })).toMatchObject({
      status: 200,
    });
    expect(host.decisions[0]?.caller?.fingerprint).toBe(fingerprintOf(certificate));
    expect(host.logger.warn).toHaveBeenCalledTimes(setting.revocation ? 1 : 0);
  });

  it.each<{ name: string; certificate: TestCertificate; text: string | undefined }>([
    {
      name: 'another OU',
      certificate: wrong.organizationalUnit,
      text: `OU=399999999999999,CN=${platform.commonName}`,
    },
    {
      name: 'another CN',
      certificate: wrong.commonName,
      text: `OU=${platform.organizationalUnit},CN=sas-agregateur-other`,
    },
    { name: 'two OU', certificate: wrong.severalOrganizationalUnits, text: ',OU=' },
    { name: 'an end of line', certificate: injected, text: 'CN=x\\0ACN\\=sas-agregateur' },
    {
      name: 'no verified chain',
      certificate: wrong.unknownAuthority,
      text: undefined,
    },
    {
      name: 'dates that are over, and another name',
      certificate: pki.issueClient({
        commonNames: ['other'],
        notAfter: Date.now() - 1000,
      }),
      text: undefined,
    },
    {
      name: 'the address of a person',
      certificate: pki.issueClient({ commonNames: ['camille@example.org'] }),
      text: undefined,
    },
  ])('with $name leaves the subject it presented', async ({ certificate, text }) => {
    await using host = await serve();
    for (let call = 0; call < 2; call += 1) {
      await callServer({ port: host.port, ...client(certificate) });
    }
    const [decision] = host.decisions;
    if (text === undefined) {
      expect(decision).not.toHaveProperty('presentedSubject');
      for (const [fields] of host.logger.warn.mock.calls) {
        expect(fields.presentedSubject).toBeUndefined();
      }
      return;
    }
    expect(decision).toMatchObject({ presentedSubject: expect.stringContaining(text) });
    // One line for the certificate, not one for each request.
    expect(host.logger.warn.mock.calls).toMatchObject([
      [
        {
          code: 'SAS_CALLER_NOT_ADMITTED',
          presentedSubject: expect.stringContaining(text),
          fingerprint: fingerprintOf(certificate),
        },
        expect.any(String),
      ],
    ]);
  });

  it('warns once for each set of lists, not on every request', async () => {
    await using host = await serve({
      material: { ca: pki.ca, crl: pki.staleCrl },
      revocation: { stale: 'warn' },
    });
    for (let turn = 0; turn < 3; turn += 1) {
      await callServer({ port: host.port, ...client(pki.platform) });
    }
    expect(host.logger.warn).toHaveBeenCalledTimes(1);
    host.trust.update({ ca: pki.ca, crl: pki.staleCrl });
    await callServer({ port: host.port, ...client(pki.platform) });
    expect(host.logger.warn).toHaveBeenCalledTimes(2);
  });
});

/** Makes one request, and keeps the session for later. */
async function openSession(options: ConnectionOptions): Promise<Buffer> {
  const socket = connect({ host: '127.0.0.1', ...options });
  const session = once(socket, 'session');
  socket.resume().write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  const [kept] = (await session) as [Buffer];
  await once(socket, 'close');
  return kept;
}

describe('a certificate revoked while it is in use', () => {
  const revokedCrl = pki.issueCrl({ revoked: [pki.platform] });

  it.each<{ version: SecureVersion }>([{ version: 'TLSv1.2' }, { version: 'TLSv1.3' }])(
    'is refused on a connection kept alive, $version',
    async ({ version }) => {
      await using host = await serve();
      const agent = new Agent({ keepAlive: true, maxSockets: 1, maxVersion: version });
      const options = { port: host.port, agent, ...client(pki.platform) };
      const before = await callServer(options);
      host.trust.update({ ca: pki.ca, crl: revokedCrl });
      const after = await callServer(options);
      agent.destroy();
      expect(before).toMatchObject({ status: 200, protocol: version });
      expect(after).toMatchObject({ status: 403, code: 'SAS_CLIENT_CERTIFICATE_REVOKED' });
      expect(after.localPort).toBe(before.localPort);
    },
  );

  it.each<{ version: SecureVersion }>([{ version: 'TLSv1.2' }, { version: 'TLSv1.3' }])(
    'is refused in a resumed session, $version',
    async ({ version }) => {
      await using host = await serve();
      const options = { port: host.port, maxVersion: version, ...client(pki.platform) };
      const session = await openSession(options);
      expect(await callServer({ ...options, session })).toMatchObject({
        status: 200,
        isResumed: true,
      });
      host.trust.update({ ca: pki.ca, crl: revokedCrl });
      const resumed = await callServer({ ...options, session });
      expect(resumed).toMatchObject({
        status: 403,
        code: 'SAS_CLIENT_CERTIFICATE_REVOKED',
        isResumed: true,
      });
    },
  );
});
