import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { OutgoingHttpHeaders } from 'node:http';
import { Agent } from 'node:https';
import { connect } from 'node:tls';
import type { TestCertificate, WrongCertificates } from '@sas-sos/test-pki';
import type { Bundle } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newNationalId, toBody } from '../reference-vendor/regulator-calls.js';
import { toSearchUrl } from '../reference-vendor/search-slots.js';
import { createPki, fingerprintOf, platform } from './certificate-files.js';
import { toProxyHeaders } from './proxy-headers.js';
import { fillIn, proxyPrograms } from './proxy-programs.js';
import { type ProxiedVendor, secret, startProxied } from './vendor-behind-proxy.js';
import { auditOf, createRecordedSender, reloadVendor } from './vendor-log.js';

const pki = createPki();
const search = toSearchUrl('', ['334173748400020']);

const subjects = [
  'commonName',
  'organizationalUnit',
  'containedOrganizationalUnit',
  'severalOrganizationalUnits',
  'severalCommonNames',
] as const;
const chains = [
  'expired',
  'notYetValid',
  'revoked',
  'revokedIntermediate',
  'unknownAuthority',
  'selfSigned',
  'missingIntermediate',
  'purpose',
] as const;

/** Code for a certificate that the proxy refused. */
function codeOf(name: (typeof chains)[number], trust: boolean): string {
  if (name === 'expired') return 'SAS_CLIENT_CERTIFICATE_EXPIRED';
  if (name === 'notYetValid') return 'SAS_CLIENT_CERTIFICATE_EARLY';
  return trust && name.startsWith('revoked')
    ? 'SAS_CLIENT_CERTIFICATE_REVOKED'
    : 'SAS_CLIENT_CERTIFICATE_UNTRUSTED';
}

/** The platform's certificate, for the headers of other proxies. */
const certificate = new X509Certificate(pki.platform.cert);
const escaped = encodeURIComponent(certificate.toString());
const others = {
  'client-cert': `:${certificate.raw.toString('base64')}:`,
  'x-forwarded-client-cert': `Cert="${escaped}"`,
  'x-forwarded-tls-client-cert': certificate.raw.toString('base64'),
  'x-amzn-mtls-clientcert': escaped,
  'x-amzn-mtls-clientcert-leaf': escaped,
};

/** Renames headers. */
function rename(headers: Readonly<Record<string, string>>, change: (name: string) => string) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [change(name), value]));
}

it.each(proxyPrograms)(
  'The configuration of $name has no placeholder left',
  ({ configuration }) => {
    const settings = { folder: '/folder', port: 1443, backendPort: 1300, secret };
    const filled = fillIn(configuration, settings);
    expect(filled).not.toMatch(/[^\d]443\b|:3000|\/etc\/agenda|\/var\/log|replace-by/);
    for (const value of [':1443', ':1300', '/folder/ca-crl.pem', secret]) {
      expect(filled.replace(/^ *#.*$/gm, '')).toContain(value);
    }
  },
);

for (const program of proxyPrograms) {
  const { name } = program;
  if (program.find() === undefined) {
    console.log(`${name} is not installed: its configuration was not tried`);
    continue;
  }

  describe.each([
    { means: 'believed', trust: false },
    { means: 'checked once more', trust: true },
  ])(`Behind ${name}, $means`, ({ trust }) => {
    let proxied: ProxiedVendor;
    let send: ReturnType<typeof createRecordedSender>;
    beforeAll(async () => {
      proxied = await startProxied(program, pki, { trust });
      send = createRecordedSender(proxied.vendor, { url: proxied.url, ca: pki.ca });
    });
    afterAll(() => proxied?.[Symbol.asyncDispose]());

    it('the platform gets its slots, and creates an account', async () => {
      const answer = await send({ ...pki.platform, path: search });
      const bundle = JSON.parse(answer.body) as Bundle;
      expect(answer.status).toBe(200);
      expect(bundle.total).toBeGreaterThan(0);
      expect(bundle.entry?.[0]?.fullUrl?.startsWith(`${proxied.url}/fhir/`)).toBe(true);
      expect(answer.line).toMatchObject({
        caller: platform.commonName,
        certificateFingerprint: fingerprintOf(pki.platform),
      });
      const body = JSON.stringify(toBody({ nationalId: newNationalId() }));
      const call = { method: 'POST', path: '/fhir/Practitioner', body };
      expect((await send({ ...pki.platform, ...call })).status).toBe(201);
      expect((await send({ ...pki.wrong.commonName, ...call })).status).toBe(403);
    });

    it('the proxy logs what is called, and nothing of its query', async () => {
      const referer = `https://elsewhere.example${search}`;
      for (const certificate of [pki.platform, pki.wrong.commonName, undefined]) {
        await send({ ...certificate, path: search, headers: { referer } });
      }
      await expect.poll(proxied.proxyLog).toMatch(/GET \/fhir\/Schedule /);
      expect(proxied.proxyLog()).not.toMatch(/334173748400020|identifier|_revinclude/);
    });

    it('every answer has browsers come back over https', async () => {
      for (const path of [search, '/login', '/healthz']) {
        const { headers } = await send({ ...pki.platform, path });
        expect(headers['strict-transport-security']).toBe('max-age=31536000');
      }
    });

    it.each([
      { ciphers: 'ECDHE-RSA-AES256-SHA384:ECDHE-ECDSA-AES256-SHA384', isAccepted: false },
      { ciphers: 'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384', isAccepted: true },
    ])('of TLS 1.2, $ciphers: $isAccepted', async ({ ciphers, isAccepted }) => {
      const { hostname: host, port } = new URL(proxied.url);
      const maxVersion = 'TLSv1.2' as const;
      const socket = connect({ host, port: Number(port), ca: pki.ca, ciphers, maxVersion });
      const opened = once(socket, 'secureConnect').then(
        () => true,
        () => false,
      );
      expect(await opened).toBe(isAccepted);
      socket.destroy();
    });

    it('a caller without certificate gets 401, and can read the pages', async () => {
      const answer = await send({ path: search });
      expect(answer).toMatchObject({ status: 401, codes: ['SAS_CLIENT_CERTIFICATE_MISSING'] });
      expect(answer.line).toMatchObject({ status: 401 });
      const page = await send({ path: '/login' });
      expect(page.status).toBe(200);
      expect(page.headers['set-cookie']?.[0]).toMatch(/; Secure/);
    });

    it.each(subjects)('another subject is refused: %s', async (wrong) => {
      const certificate = pki.wrong[wrong];
      const answer = await send({ ...certificate, path: search });
      expect(answer).toMatchObject({ status: 403, codes: ['SAS_CALLER_NOT_ADMITTED'] });
      expect(answer.line['certificateFingerprint']).toBe(fingerprintOf(certificate));
      expect(answer.line['caller']).toBeUndefined();
    });

    describe.each(chains)('an invalid certificate is refused: %s', (wrong) => {
      const certificate = pki.wrong[wrong satisfies keyof WrongCertificates];
      if (name === 'apache') {
        it.each(['TLSv1.2', 'TLSv1.3'] as const)('in the handshake, %s', async (version) => {
          const count = auditOf(proxied.vendor).length;
          const code = await alertOf(proxied.url, certificate, version);
          expect(code).toMatch(/^ERR_SSL_[\w/]+_ALERT_/);
          expect(auditOf(proxied.vendor)).toHaveLength(count);
        });
        return;
      }
      it('with an OperationOutcome', async () => {
        const body = JSON.stringify(toBody({ nationalId: newNationalId() }));
        for (const call of [
          { path: search },
          { path: '/fhir/Practitioner', method: 'POST', body },
        ]) {
          const answer = await send({ ...certificate, ...call });
          expect(answer).toMatchObject({ status: 403, codes: [codeOf(wrong, trust)] });
          expect(answer.line).toMatchObject({
            status: 403,
            certificateFingerprint: fingerprintOf(certificate),
          });
        }
      });
    });

    const own = toProxyHeaders(name, pki.platform);
    const names = Object.keys(own);
    // nginx drops headers with underscores by default.
    const underscored =
      name === 'nginx' ? 'SAS_CLIENT_CERTIFICATE_MISSING' : 'SAS_PROXY_HEADER_FOREIGN';
    const forgeries: readonly {
      readonly name: string;
      readonly headers: OutgoingHttpHeaders;
      /** Expected code for a caller without certificate. */
      readonly code: string;
    }[] = [
      { name: 'the same names', headers: own, code: 'SAS_CLIENT_CERTIFICATE_MISSING' },
      {
        name: 'the same names in capitals',
        headers: rename(own, (name) => name.toUpperCase()),
        code: 'SAS_CLIENT_CERTIFICATE_MISSING',
      },
      {
        name: 'the same names twice',
        headers: Object.fromEntries(
          Object.entries(own).map(([name, value]) => [name, [value, value]]),
        ),
        code: 'SAS_CLIENT_CERTIFICATE_MISSING',
      },
      {
        name: 'names with underscores',
        headers: rename(own, (name) => name.replaceAll('-', '_')),
        code: underscored,
      },
      {
        name: 'names with one underscore, in addition to the same names',
        headers: { ...own, ...rename(own, (name) => name.replace('-', '_')) },
        code: underscored,
      },
      {
        name: 'a guess of the secret',
        headers: { ...own, 'x-proxy-secret': 'a-guess-of-the-secret' },
        code: 'SAS_CLIENT_CERTIFICATE_MISSING',
      },
      ...Object.entries(others).map(([header, value]) => ({
        name: `the header ${header} of another proxy`,
        headers: { ...own, [header]: value },
        code: 'SAS_PROXY_HEADER_FOREIGN',
      })),
    ];

    it.each(forgeries)('a forged header is never accepted: $name', async ({ headers, code }) => {
      const none = await send({ path: search, headers });
      expect(none).toMatchObject({ status: code.endsWith('MISSING') ? 401 : 403, codes: [code] });
      const wrong = await send({ ...pki.wrong.commonName, path: search, headers });
      expect(wrong.status).toBe(403);
      expect(wrong.codes).toHaveLength(1);
      expect(wrong.line['caller']).toBeUndefined();
    });

    it('a caller that makes the proxy remove headers gains nothing', async () => {
      for (const certificate of [undefined, pki.wrong.commonName]) {
        for (const taken of [names.join(', '), ...names, 'x-proxy-secret']) {
          const headers = { ...own, connection: `close, ${taken}` };
          const { status, codes } = await send({ ...certificate, path: search, headers });
          expect([401, 403]).toContain(status);
          expect(codes).toHaveLength(1);
        }
      }
    });

    it('the platform is identified by its certificate, even with forged headers', async () => {
      const headers = toProxyHeaders(name, pki.vendor);
      const answer = await send({ ...pki.platform, path: search, headers });
      expect(answer.status).toBe(200);
      expect(answer.line['certificateFingerprint']).toBe(fingerprintOf(pki.platform));
    });

    it('the health probe is not reachable', async () => {
      expect([403, 404]).toContain((await send({ ...pki.platform, path: '/healthz' })).status);
      expect((await fetch(`${proxied.vendor.url}/healthz`)).status).toBe(200);
    });

    if (!trust) {
      it('who guesses the password at one address slows down nobody at another', async () => {
        const guess = async (localAddress: string, forged: string) => {
          const agent = new Agent({ localAddress });
          const headers = { 'x-forwarded-for': forged };
          const form = await send({ path: '/login', agent, headers });
          const cookie = form.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
          const csrf = /name="csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
          const sentAt = performance.now();
          const { status } = await send({
            ...{ path: '/login', method: 'POST', agent },
            headers: { ...headers, cookie, 'content-type': 'application/x-www-form-urlencoded' },
            body: String(new URLSearchParams({ csrf, user: 'secretariat', password: 'a guess' })),
          });
          expect(status).toBe(422);
          return performance.now() - sentAt;
        };
        for (let count = 0; count < 5; count += 1) await guess('127.0.0.2', `203.0.113.${count}`);
        expect(await guess('127.0.0.2', '203.0.113.9')).toBeGreaterThan(450);
        // It would wait a second by now.
        expect(await guess('127.0.0.3', '127.0.0.2')).toBeLessThan(900);
      });
    }

    if (trust) {
      it('a certificate that is revoked is refused on an open keep-alive connection', async () => {
        const later = pki.issueClient();
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        const before = await send({ ...later, path: search, agent });
        proxied.writeLists(pki.issueCrl({ revoked: [later] }));
        await reloadVendor(proxied.vendor);
        const after = await send({ ...later, path: search, agent });
        agent.destroy();
        expect(before.status).toBe(200);
        expect(after).toMatchObject({ status: 403, codes: ['SAS_CLIENT_CERTIFICATE_REVOKED'] });
        expect(after.localPort).toBe(before.localPort);
      });
    }

    it('no answer was 5xx, and nothing failed', async () => {
      await send({ path: search });
      expect(auditOf(proxied.vendor).filter(({ status }) => Number(status) >= 500)).toEqual([]);
      expect(proxied.vendor.log().filter(({ level }) => level === 'error')).toEqual([]);
    });
  });
}

/** Only performs the handshake; returns the alert with which it was refused. */
async function alertOf(
  url: string,
  certificate: TestCertificate,
  version: 'TLSv1.2' | 'TLSv1.3',
): Promise<unknown> {
  const { hostname: host, port } = new URL(url);
  const versions = { minVersion: version, maxVersion: version };
  const socket = connect({ host, port: Number(port), ca: pki.ca, ...certificate, ...versions });
  const [error] = (await once(socket, 'close').then(
    () => [undefined],
    (refused: unknown) => [refused],
  )) as [{ readonly code?: unknown } | undefined];
  return error?.code;
}
