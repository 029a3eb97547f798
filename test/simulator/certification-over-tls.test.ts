import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { startSimulator } from '@sas-sos/simulator';
import { createTestPki } from '@sas-sos/test-pki';
import { expect, it } from 'vitest';
import { sendOverTls } from '../mutual-tls/send-over-tls.js';

it('the page « Certification » calls the vendor with the certificates of the simulator', async () => {
  const pki = createTestPki();
  const { commonName, organizationalUnit, revoked } = pki.wrong;
  const callers = new Set<string | undefined>();
  // What it answers does not matter, so the run is over soon.
  const vendor = createServer(
    { ...pki.server, ca: pki.ca, requestCert: true, rejectUnauthorized: false },
    ({ socket }, response) => {
      const { fingerprint256 } = (socket as TLSSocket).getPeerCertificate();
      callers.add(fingerprint256);
      response.writeHead(503).end();
    },
  ).listen(0, '127.0.0.1');
  await once(vendor, 'listening');
  await using simulator = await startSimulator({
    vendorUrl: `https://127.0.0.1:${(vendor.address() as AddressInfo).port}/fhir`,
    port: 0,
    tls: {
      ...{ server: pki.server, client: pki.platform, ca: pki.ca, crl: pki.crl },
      vendor: { commonName: 'vendor-test', organizationalUnit: '300000000000001' },
    },
    certification: {
      certificates: {
        wrongCommonName: commonName,
        wrongOrganizationalUnit: organizationalUnit,
        revoked,
      },
    },
  });
  const shared = { url: simulator.url, ca: pki.ca };
  const call = { ...shared, path: '/api/certifications', method: 'POST', body: '{}' };
  const { status, headers } = await sendOverTls(call);
  expect(status).toBe(201);
  const follow = async () => {
    const { body } = await sendOverTls({ ...shared, path: String(headers.location) });
    return JSON.parse(body) as { state: string; run: { exchanges: readonly unknown[] } | null };
  };
  await expect.poll(async () => (await follow()).state, { timeout: 30_000 }).toBe('done');
  expect((await follow()).run?.exchanges.length).toBeGreaterThan(5);
  const presented = [pki.platform, commonName, organizationalUnit, revoked].map(({ cert }) => {
    return new X509Certificate(cert).fingerprint256;
  });
  expect(callers).toEqual(new Set([undefined, ...presented]));
  vendor.close();
  vendor.closeAllConnections();
});
