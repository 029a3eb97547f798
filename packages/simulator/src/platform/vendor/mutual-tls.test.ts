import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { silentLogger, systemClock } from '@sas-sos/core';
import { createMutualTlsFetch } from '@sas-sos/mtls';
import { createTestPki } from '@sas-sos/test-pki';
import { expect, it } from 'vitest';
import { createExchangeLog } from '../../state/exchange-log.js';
import { createFaultSwitches } from '../../state/fault-switches.js';
import { query, toSlotBundle } from './vendor.fixture.js';
import { createVendorClient } from './vendor-client.js';

const pki = createTestPki();

/** A vendor over TLS that requires a certificate, and a client of the platform for it. */
async function start(identity: Parameters<typeof createMutualTlsFetch>[0]) {
  const callers: unknown[] = [];
  const server = createServer(
    { ...pki.server, ca: pki.ca, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      callers.push((request.socket as TLSSocket).getPeerCertificate().subject?.CN);
      response.setHeader('content-type', 'application/fhir+json');
      response.end(JSON.stringify(toSlotBundle(`https://${request.headers.host}${request.url}`)));
    },
  ).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const outbound = createMutualTlsFetch(identity);
  const client = createVendorClient({
    vendorUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`,
    dispatcher: outbound.dispatcher,
    exchanges: createExchangeLog(),
    faults: createFaultSwitches(),
    clock: systemClock,
    logger: silentLogger,
  });
  return {
    callers,
    client,
    async [Symbol.asyncDispose]() {
      await outbound.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

it('presents the certificate of the platform', async () => {
  await using vendor = await start({ ...pki.platform, ca: pki.ca });
  expect(await vendor.client.searchSlots(query)).toMatchObject({ outcome: 'found', slots: 4 });
  expect(vendor.callers).toEqual(['sas-platform-test']);
});

it('does not call a server that cannot prove to be the vendor', async () => {
  await using vendor = await start({ ...pki.platform, ca: createTestPki().ca });
  expect(await vendor.client.searchSlots(query)).toMatchObject({
    outcome: 'failed',
    message: expect.stringContaining('TLS'),
  });
  expect(vendor.callers).toEqual([]);
});
