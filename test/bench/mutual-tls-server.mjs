// @ts-check
// A TLS server with two endpoints that differ only by the guard: /guarded/fhir and /open/fhir.
//   node mutual-tls-server.mjs <folder of server.pem, server-key.pem, ca.pem, ca-crl.pem> <slots>
//     <first instant>
import https from 'node:https';
import { join } from 'node:path';
import { createGateway } from '@sas-sos/gateway';
import { createClientCertificateGuard, fromSocket, watchTls } from '@sas-sos/mtls';
import { toNodeHandler } from '@sas-sos/node';
import { createSlotHandler } from '@sas-sos/slots';
import { listAssociations, placeIdOf } from './agenda.mjs';

const [, , folder = '', slots = '', from = ''] = process.argv;
// Of the run: one that this process takes itself may be another, an hour later.
const epoch = Number(from);
const path = (/** @type {string} */ name) => join(folder, name);
const tls = await watchTls({
  files: {
    cert: path('server.pem'),
    key: path('server-key.pem'),
    ca: path('ca.pem'),
    crl: path('ca-crl.pem'),
  },
});

const found = Array.from({ length: Number(slots) }, (_, n) => {
  const placeId = placeIdOf(0, n % 3);
  const start = epoch + Math.floor(n / 3) * 900_000;
  /** @type {import('@sas-sos/core').FreeSlot} */
  const slot = {
    id: `slot-${n}`,
    placeId,
    start,
    end: start + 900_000,
    audience: ['public', 'sas'],
    consultation: ['on-site'],
    booking: 'appointment',
    url: `https://agenda.example/agenda/${placeId}?slot=slot-${n}`,
  };
  return slot;
});

/** @param {string} basePath @param {import('@sas-sos/core').CallerGuard} [guard] */
function mount(basePath, guard) {
  const gateway = createGateway({
    parts: [
      createSlotHandler({
        agenda: { listAssociations, findFreeSlots: () => found },
        placeIdSystem: 'https://editeur.example/ids',
        clock: { now: () => epoch },
      }),
    ],
    guard,
    audit: { record() {} },
  });
  return toNodeHandler(gateway, { basePath });
}

const guarded = mount(
  '/guarded/fhir',
  createClientCertificateGuard({
    callers: [{ commonName: 'sas-platform-test', organizationalUnit: '300000000000000' }],
    source: fromSocket({ trust: tls.trust }),
  }),
);
const open = mount('/open/fhir');
const server = https.createServer(tls.options, (request, response) => {
  const handler = request.url?.startsWith('/guarded/') ? guarded : open;
  handler(request, response);
});
tls.attach(server);
server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`listening on https://127.0.0.1:${port}`);
});
process.on('SIGTERM', () => process.exit(0));
