import { once } from 'node:events';
import { createServer, get, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect, type SecureVersion, type TLSSocket } from 'node:tls';
import { createTestPki } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { createClientCertificateGuard } from '../create-client-certificate-guard.js';
import { fromSocket } from '../from-socket.js';
import { callServer, serveGuarded } from '../guarded-server.fixture.js';
import { createTrustStore } from '../trust-store.js';
import { type CreateTlsOptions, createTlsOptions } from './create-tls-options.js';

const platform = { commonName: 'sas-agregateur', organizationalUnit: '318751275100020' };
const pki = createTestPki({ platform });
const trust = createTrustStore({ ca: pki.ca, crl: pki.crl });
const tls = createTlsOptions({ ...pki.server, trust });
const guard = createClientCertificateGuard({ callers: [platform], source: fromSocket({ trust }) });
const client = { ...pki.platform, ca: pki.ca };

async function listen(server: Server) {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, [Symbol.asyncDispose]: async () => void server.close() };
}

describe('the handshake', () => {
  it.each<{ version: SecureVersion }>([{ version: 'TLSv1.2' }, { version: 'TLSv1.3' }])(
    'accepts $version',
    async ({ version }) => {
      await using host = await serveGuarded(tls, guard);
      const range = { minVersion: version, maxVersion: version };
      expect(await callServer({ port: host.port, ...client, ...range })).toMatchObject({
        status: 200,
        protocol: version,
      });
      // The TLS version test of the certification presents no certificate.
      expect(await callServer({ port: host.port, ca: pki.ca, ...range })).toMatchObject({
        status: 401,
        protocol: version,
      });
    },
  );

  it.each<{ version: SecureVersion }>([{ version: 'TLSv1.1' }, { version: 'TLSv1' }])(
    'refuses $version',
    async ({ version }) => {
      await using host = await serveGuarded(tls, guard);
      const socket = connect({
        port: host.port,
        host: '127.0.0.1',
        ...client,
        minVersion: version,
        maxVersion: version,
        // Otherwise the client would not offer it.
        ciphers: 'DEFAULT@SECLEVEL=0',
      });
      const [error] = await once(socket, 'error');
      expect(error.code).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
      expect(host.decisions).toEqual([]);
    },
  );

  it.each([
    { name: 'CBC', ciphers: 'ECDHE-RSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA256', isAead: false },
    { name: 'SHA-1', ciphers: 'ECDHE-RSA-AES256-SHA:ECDHE-ECDSA-AES256-SHA', isAead: false },
    {
      name: 'GCM',
      ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256',
      isAead: true,
    },
    {
      name: 'ChaCha20',
      ciphers: 'ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-CHACHA20-POLY1305',
      isAead: true,
    },
  ])('of TLS 1.2 with $name succeeds: $isAead', async ({ ciphers, isAead }) => {
    await using host = await serveGuarded(tls, guard);
    const range = { maxVersion: 'TLSv1.2', ciphers } as const;
    const socket = connect({ port: host.port, host: '127.0.0.1', ...client, ...range });
    const code = await once(socket, 'secureConnect').then(
      () => undefined,
      (error: { readonly code?: string }) => error.code,
    );
    // OpenSSL 3.2 and later name it without the version.
    expect(code).toEqual(isAead ? undefined : expect.stringMatching(/_ALERT_HANDSHAKE_FAILURE$/));
    socket.destroy();
  });

  it('is never repeated on the same connection', async () => {
    await using host = await serveGuarded(tls, guard);
    const socket = connect({
      port: host.port,
      host: '127.0.0.1',
      ...client,
      maxVersion: 'TLSv1.2',
    });
    await once(socket, 'secureConnect');
    const isRenegotiated = await new Promise<boolean>((resolve) => {
      socket.on('error', () => resolve(false));
      socket.on('close', () => resolve(false));
      socket.renegotiate({ rejectUnauthorized: true }, (error) => resolve(error === null));
    });
    socket.destroy();
    expect(isRenegotiated).toBe(false);
  });
});

describe('a revocation list too large for the handshake', () => {
  // 262,144 bytes are some 7,500 entries of 35.
  const revoked = Array.from({ length: 8000 }, () => pki.vendor);
  const large = createTrustStore({ ca: pki.ca, crl: pki.issueCrl({ revoked }) });

  it('is left to the guard', async () => {
    expect([large.crl.length, large.handshakeCrl.length]).toEqual([3, 3]);
    const options = createTlsOptions({ ...pki.server, trust: large });
    expect(options.crl).toEqual(large.handshakeCrl);
    const source = fromSocket({ trust: large });
    const callers = [
      platform,
      { commonName: 'vendor-test', organizationalUnit: '300000000000001' },
    ];
    const guardOfLarge = createClientCertificateGuard({ callers, source });
    await using host = await serveGuarded(options, guardOfLarge);
    const call = (certificate: { cert: string; key: string }) =>
      callServer({ port: host.port, ca: pki.ca, ...certificate });
    expect(await call(pki.platform)).toMatchObject({ status: 200 });
    expect(await call(pki.vendor)).toMatchObject({ code: 'SAS_CLIENT_CERTIFICATE_REVOKED' });
    expect(await call(pki.wrong.unknownAuthority)).toMatchObject({
      code: 'SAS_CLIENT_CERTIFICATE_UNTRUSTED',
    });
  });

  it('does not leave a caller authorized in the handshake, even if there is no small list', async () => {
    const crl = large.crl.filter(({ length }) => length > 262_144);
    const alone = createTrustStore({ ca: pki.ca, crl });
    expect([crl.length, alone.handshakeCrl.length]).toEqual([1, 1]);
    const options = createTlsOptions({ ...pki.server, trust: alone });
    await using host = await listen(
      createServer(options, (request, response) => {
        const { authorized, authorizationError } = request.socket as TLSSocket;
        response.end(JSON.stringify([authorized, authorizationError]));
      }),
    );
    const [answer] = await once(
      get({ ...{ host: '127.0.0.1', port: host.port, agent: false }, ...client }),
      'response',
    );
    const body = Buffer.concat(await answer.toArray()).toString();
    expect(JSON.parse(body)).toEqual([false, 'UNABLE_TO_GET_CRL']);
  });

  it('is none of those of a small authority', () => {
    expect(trust.handshakeCrl).toEqual(trust.crl);
    // 248,500 bytes.
    const crl = pki.issueCrl({ revoked: revoked.slice(0, 7100) });
    expect(createTrustStore({ ca: pki.ca, crl }).handshakeCrl).toHaveLength(3);
    expect(createTlsOptions({ ...pki.server, trust: createTrustStore({ ca: pki.ca }) }).crl).toBe(
      undefined,
    );
  });
});

describe('the options', () => {
  it.each<{
    name: string;
    changes: Partial<Record<keyof CreateTlsOptions, unknown>>;
    option: string;
  }>([
    { name: 'no certificate', changes: { cert: undefined }, option: 'cert' },
    { name: 'an invalid certificate', changes: { cert: 'text' }, option: 'cert' },
    { name: 'no key', changes: { key: undefined }, option: 'key' },
    { name: 'an invalid key', changes: { key: 'text' }, option: 'key' },
    { name: 'the key of another', changes: { key: pki.vendor.key }, option: 'key' },
    { name: 'no trust store', changes: { trust: undefined }, option: 'trust' },
  ])('are refused: $name', ({ changes, option }) => {
    const options = { ...pki.server, trust, ...changes } as CreateTlsOptions;
    expect(() => createTlsOptions(options)).toThrow(
      expect.objectContaining({
        code: 'SAS_OPTION_INVALID',
        issues: [expect.objectContaining({ expression: option })],
      }),
    );
  });
});
