import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { createAppointmentReporter } from '@sas-sos/appointments';
import { createMutualTlsFetch } from '@sas-sos/mtls';
import { createTestPki } from '@sas-sos/test-pki';
import { createMemoryOutbox } from '@sas-sos/testing';
import { expect, it } from 'vitest';
import {
  createReport,
  identifierSystem,
} from '../../packages/appointments/src/test-data/report-data.js';

const timeout = 15_000;
const pki = createTestPki();

/** Serves a platform that requires client certificates, and records them. */
async function servePlatform() {
  const callers: unknown[] = [];
  const server = createServer(
    { ...pki.server, ca: pki.ca, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      callers.push((request.socket as TLSSocket).getPeerCertificate().subject.CN);
      request.resume().on('end', () => response.writeHead(201, { location: '/1' }).end());
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    callers,
    url: `https://localhost:${(server.address() as AddressInfo).port}/fhir`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

it('presents our certificate to the platform', async () => {
  await using platform = await servePlatform();
  const fetch = createMutualTlsFetch({ ...pki.vendor, ca: pki.ca });
  const outbox = createMemoryOutbox();
  const reporter = createAppointmentReporter({
    ...{ outbox, fetch, identifierSystem, platformUrl: platform.url },
  });
  reporter.start();
  await reporter.report(createReport());
  await reporter.report(createReport({ status: 'cancelled' }));
  await expect.poll(async () => (await outbox.count()).waiting, { timeout }).toBe(0);
  expect(platform.callers).toEqual(['vendor-test', 'vendor-test']);
  await reporter.stop();
  await fetch.close();
});

it('waits while the platform has the wrong certificate, and logs why', async () => {
  await using platform = await servePlatform();
  const fetch = createMutualTlsFetch({ ...pki.vendor, ca: createTestPki().ca });
  const outbox = createMemoryOutbox();
  const reporter = createAppointmentReporter({
    ...{ outbox, fetch, identifierSystem, platformUrl: platform.url },
  });
  reporter.start();
  await reporter.report(createReport());
  await expect
    .poll(async () => (await reporter.status()).lastFailure, { timeout })
    .toMatchObject({
      code: 'SAS_PLATFORM_UNAVAILABLE',
      text: expect.stringMatching(/CERT|ISSUER|VERIFY/),
    });
  await reporter.stop();
  await fetch.close();
  expect((await outbox.count()).waiting).toBe(1);
  expect(platform.callers).toEqual([]);
});
