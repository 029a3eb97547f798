import { once } from 'node:events';
import { Agent } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import type { TestCertificate, WrongCertificates } from '@sas-sos/test-pki';
import type { Bundle, CapabilityStatement } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newNationalId, toBody } from '../reference-vendor/regulator-calls.js';
import { toSearchUrl } from '../reference-vendor/search-slots.js';
import { type RunningVendor, startVendor } from '../reference-vendor/start-vendor.js';
import {
  type CertificateFiles,
  createCertificateFiles,
  createPki,
  fingerprintOf,
  platform,
} from './certificate-files.js';
import { sendOverTls } from './send-over-tls.js';
import { auditOf, createRecordedSender, reloadVendor, waitForAudit } from './vendor-log.js';

const pki = createPki();
const { ca } = pki;
const search = toSearchUrl('', ['334173748400020']);

let files: CertificateFiles;
let vendor: RunningVendor;
let send: ReturnType<typeof createRecordedSender>;
beforeAll(async () => {
  files = createCertificateFiles(pki);
  vendor = await startVendor({ LOG_LEVEL: 'debug', ...files.environment });
  send = createRecordedSender(vendor, { url: vendor.url, ca });
});
afterAll(async () => {
  await vendor?.[Symbol.asyncDispose]();
  await files?.[Symbol.asyncDispose]();
});

const refusals: Readonly<Record<keyof WrongCertificates, string>> = {
  commonName: 'SAS_CALLER_NOT_ADMITTED',
  organizationalUnit: 'SAS_CALLER_NOT_ADMITTED',
  containedOrganizationalUnit: 'SAS_CALLER_NOT_ADMITTED',
  severalOrganizationalUnits: 'SAS_CALLER_NOT_ADMITTED',
  severalCommonNames: 'SAS_CALLER_NOT_ADMITTED',
  expired: 'SAS_CLIENT_CERTIFICATE_EXPIRED',
  notYetValid: 'SAS_CLIENT_CERTIFICATE_EARLY',
  revoked: 'SAS_CLIENT_CERTIFICATE_REVOKED',
  revokedIntermediate: 'SAS_CLIENT_CERTIFICATE_REVOKED',
  unknownAuthority: 'SAS_CLIENT_CERTIFICATE_UNTRUSTED',
  selfSigned: 'SAS_CLIENT_CERTIFICATE_UNTRUSTED',
  missingIntermediate: 'SAS_CLIENT_CERTIFICATE_UNTRUSTED',
  purpose: 'SAS_CLIENT_CERTIFICATE_UNTRUSTED',
};
const callers: readonly {
  readonly name: string;
  readonly certificate: TestCertificate | undefined;
  readonly status: number;
  readonly code: string;
}[] = [
  { name: 'none', certificate: undefined, status: 401, code: 'SAS_CLIENT_CERTIFICATE_MISSING' },
  ...Object.entries(refusals).map(([name, code]) => ({
    name,
    certificate: pki.wrong[name as keyof WrongCertificates],
    status: 403,
    code,
  })),
];

/** One request per flow, and one outside of all flows. */
const newAccount = () => JSON.stringify(toBody({ nationalId: newNationalId() }));
const requests = [
  { method: 'GET', path: search },
  { method: 'GET', path: '/fhir/metadata' },
  { method: 'POST', path: '/fhir/Practitioner', body: newAccount() },
  { method: 'PUT', path: '/fhir/Practitioner?identifier=a%7Cb', body: newAccount() },
  { method: 'GET', path: '/fhir/Patient' },
] as const;

describe('The platform', () => {
  it('gets slots whose addresses have the public origin', async () => {
    const { status, body, headers } = await send({ ...pki.platform, path: search });
    const bundle = JSON.parse(body) as Bundle;
    expect([status, headers['content-type']]).toEqual([
      200,
      'application/fhir+json; charset=utf-8',
    ]);
    expect(bundle.total).toBeGreaterThan(0);
    for (const { fullUrl } of bundle.entry ?? []) {
      expect(fullUrl?.startsWith(`${vendor.url}/fhir/`)).toBe(true);
    }
    expect(vendor.url).toMatch(/^https:/);
  });

  it('creates an account', async () => {
    const body = newAccount();
    const call = { ...pki.platform, method: 'POST', path: '/fhir/Practitioner', body };
    expect((await send(call)).status).toBe(201);
  });

  it('finds client certificates documented in /metadata', async () => {
    const { body } = await send({ ...pki.platform, path: '/fhir/metadata' });
    const { rest } = JSON.parse(body) as CapabilityStatement;
    expect(rest?.[0]?.security?.service?.[0]?.coding?.[0]?.code).toBe('Certificates');
  });

  it('is identified in the audit by its CN and the fingerprint of its certificate', async () => {
    const { line } = await send({ ...pki.platform, path: '/fhir/metadata' });
    expect(line).toMatchObject({
      status: 200,
      caller: platform.commonName,
      certificateFingerprint: fingerprintOf(pki.platform),
    });
  });
});

describe('A caller is refused on every path of /fhir, and recorded', () => {
  it.each(callers)('with the certificate: $name', async ({ certificate, status, code }) => {
    for (const request of requests) {
      const { line, ...answer } = await send({ ...certificate, ...request });
      expect(answer).toMatchObject({ status, codes: [code] });
      expect(answer.headers['content-type']).toBe('application/fhir+json; charset=utf-8');
      expect(line).toMatchObject({ status, outcomeCodes: [code] });
      expect(line['certificateFingerprint']).toBe(certificate && fingerprintOf(certificate));
      expect(line['caller']).toBeUndefined();
    }
  });

  it('and changes nothing', async () => {
    const nationalId = newNationalId();
    const body = JSON.stringify(toBody({ nationalId }));
    const path = '/fhir/Practitioner';
    const call = { method: 'POST', path, body };
    for (const { certificate } of callers) await send({ ...certificate, ...call });
    // If the account existed already, this would be a conflict.
    expect((await send({ ...pki.platform, ...call })).status).toBe(201);
  });

  it.each(['ssl-client-cert', 'x-ssl-client-cert', 'x-forwarded-client-cert', 'client-cert'])(
    'with a certificate in the header %s, with any certificate in the handshake',
    async (header) => {
      const headers = { [header]: encodeURIComponent(pki.platform.cert) };
      for (const certificate of [undefined, pki.wrong.commonName, pki.platform]) {
        expect(await send({ ...certificate, path: '/fhir/metadata', headers })).toMatchObject({
          status: 403,
          codes: ['SAS_PROXY_HEADER_UNPROVEN'],
        });
      }
    },
  );
});

describe('TLS', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('%s is accepted', async (version) => {
    const versions = { minVersion: version, maxVersion: version };
    const valid = await send({ ...pki.platform, ...versions, path: '/fhir/metadata' });
    const none = await send({ ...versions, path: '/fhir/metadata' });
    expect([valid.status, valid.protocol]).toEqual([200, version]);
    expect([none.status, none.protocol]).toEqual([401, version]);
  });

  it.each(['TLSv1', 'TLSv1.1'] as const)('%s is refused in the handshake', async (version) => {
    const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
    const socket = connect({ ...toAddress(vendor.url), ...pki.platform, ...old, ca });
    await expect(once(socket, 'secureConnect')).rejects.toMatchObject({
      code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    });
    expect((await send({ path: '/healthz' })).status).toBe(200);
  });

  it('completes the handshake without a client certificate', async () => {
    const socket = connect({ ...toAddress(vendor.url), ca });
    await once(socket, 'secureConnect');
    expect(socket.getProtocol()).toBe('TLSv1.3');
    socket.destroy();
  });

  it('is not renegotiated: a connection keeps its certificate', async () => {
    const socket = connect({ ...toAddress(vendor.url), ca, maxVersion: 'TLSv1.2' });
    await once(socket, 'secureConnect');
    const error = await new Promise((resolve) => {
      socket.once('error', resolve);
      socket.renegotiate({}, resolve);
    });
    socket.destroy();
    expect(error).toMatchObject({ code: 'ERR_SSL_NO_RENEGOTIATION' });
  });

  it('that is invalid ends the connection, not the vendor', async () => {
    await expect(fetch(vendor.url.replace('https:', 'http:'))).rejects.toThrow();
    expect((await send({ path: '/healthz' })).status).toBe(200);
  });
});

describe('Everything outside /fhir', () => {
  it.each(['/', '/login', '/healthz'])(
    '%s is open to browsers, with any certificate or none',
    async (path) => {
      for (const certificate of [undefined, pki.wrong.selfSigned, pki.wrong.revoked]) {
        expect((await send({ ...certificate, path })).status).toBeLessThan(400);
      }
    },
  );

  it('sets cookies for HTTPS only', async () => {
    const page = await send({ path: '/login' });
    const [cookie = ''] = page.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^__Host-\w+=.*; Secure/);
  });
});

describe('A certificate that is revoked at run time is refused', () => {
  const later = pki.issueClient();

  afterAll(async () => {
    files.write('ca-crl.pem', pki.issueCrl());
    await reloadVendor(vendor);
  });

  it('on keep-alive connections, in resumed sessions, and on new connections', async () => {
    const path = '/fhir/metadata';
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const versions = ['TLSv1.2', 'TLSv1.3'] as const;
    const kept = await send({ ...later, path, agent });
    const sessions = [];
    for (const version of versions) {
      const range = { minVersion: version, maxVersion: version };
      const { session } = await send({ ...later, ...range, path });
      const resumed = await send({ ...later, ...range, path, session });
      expect([resumed.status, resumed.isResumed]).toEqual([200, true]);
      sessions.push({ range, session: resumed.session ?? session });
    }
    files.write('ca-crl.pem', pki.issueCrl({ revoked: [later] }));
    await reloadVendor(vendor);

    const refused = { status: 403, codes: ['SAS_CLIENT_CERTIFICATE_REVOKED'] };
    const keptAfter = await send({ ...later, path, agent });
    agent.destroy();
    expect(kept.status).toBe(200);
    expect(keptAfter).toMatchObject({ ...refused, localPort: kept.localPort });
    for (const { range, session } of sessions) {
      expect(await send({ ...later, ...range, path, session })).toMatchObject(refused);
      // Nor when the session stands in for the certificate.
      expect((await send({ ...range, path, session })).status).toBeOneOf([401, 403]);
    }
    expect(await send({ ...later, path })).toMatchObject(refused);
    expect((await send({ ...pki.platform, path })).status).toBe(200);
  });
});

describe('When revocation cannot be checked, nobody is admitted', () => {
  it.each([
    {
      name: 'a list of one authority is missing',
      crl: withoutFirst(pki.crl),
      code: 'SAS_REVOCATION_LIST_MISSING',
    },
    { name: 'the lists have expired', crl: pki.staleCrl, code: 'SAS_REVOCATION_LIST_STALE' },
  ])('$name', async ({ crl, code }) => {
    await using own = createCertificateFiles(pki);
    own.write('ca-crl.pem', crl);
    await using started = await startVendor(own.environment);
    const call = { url: started.url, ca };
    expect(await sendOverTls({ ...call, ...pki.platform, path: search })).toMatchObject({
      status: 403,
      codes: [code],
    });
    expect((await sendOverTls({ ...call, path: '/healthz' })).status).toBe(200);
    expect((await waitForAudit(started, 1))[0]).toMatchObject({
      status: 403,
      outcomeCodes: [code],
      certificateFingerprint: fingerprintOf(pki.platform),
    });

    own.write('ca-crl.pem', pki.issueCrl());
    await reloadVendor(started);
    expect((await sendOverTls({ ...call, ...pki.platform, path: search })).status).toBe(200);
  });
});

it('No answer was 5xx, and nothing failed', async () => {
  await send({ path: '/fhir/metadata' });
  expect(auditOf(vendor).filter(({ status }) => Number(status) >= 500)).toEqual([]);
  expect(vendor.log().filter(({ level }) => level === 'error')).toEqual([]);
});

it('Requests in flight are answered at shutdown, silent connections are closed', async () => {
  await using own = createCertificateFiles(pki);
  await using started = await startVendor(own.environment);
  const silent = connect({ ...toAddress(started.url), ca });
  const talking: TLSSocket = connect({ ...toAddress(started.url), ca, ...pki.platform });
  await Promise.all([once(silent, 'secureConnect'), once(talking, 'secureConnect')]);
  talking.write('GET /fhir/metadata HTTP/1.1\r\nHost: localhost\r\n');
  let answer = '';
  talking.setEncoding('utf8').on('data', (text) => {
    answer += text;
  });
  // Once the vendor answers this later request, it has received the line above.
  expect((await sendOverTls({ url: started.url, ca, path: '/healthz' })).status).toBe(200);
  const ended = started.stop();
  await once(silent, 'close');
  talking.write('\r\n');
  expect((await ended).code).toBe(0);
  expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*CapabilityStatement/);
});

function toAddress(url: string) {
  const { hostname: host, port } = new URL(url);
  return { host, port: Number(port) };
}

/** Removes the list of the authority that issued the platform's certificate. */
function withoutFirst(lists: string): string {
  return lists.slice(lists.indexOf('-----BEGIN', 1));
}
