// @ts-check
// Memory that an answer of 20,000 slots adds to a busy server, as a multiple of its body:
//   node --expose-gc memory.mjs

import http from 'node:http';
import { createGateway } from '@sas-sos/gateway';
import { toNodeHandler } from '@sas-sos/node';
import { createSlotHandler } from '@sas-sos/slots';
import { epoch, listAssociations, placeIdOf, toQuery } from './agenda.mjs';
import { putLoad } from './processes.mjs';

const slots = 20_000;
const collect = /** @type {() => void} */ (globalThis.gc);

/**
 * Streams slots as a cursor would.
 *
 * @param {number} count
 */
async function* stream(count) {
  for (let n = 0; n < count; n += 1) {
    const placeId = placeIdOf(5 * (n % 10), n % 3);
    const start = epoch + Math.floor(n / 30) * 60_000;
    yield/** @type {import('@sas-sos/core').FreeSlot} */ ({
      id: `slot-${n}`,
      placeId,
      start,
      end: start + 900_000,
      audience: ['public', 'sas'],
      consultation: ['on-site'],
      booking: 'appointment',
      url: `https://agenda.example/agenda/${placeId}?slot=slot-${n}`,
    });
  }
}

const gateway = createGateway({
  parts: [
    createSlotHandler({
      agenda: {
        listAssociations,
        findFreeSlots: ({ placeIds }) => stream(placeIds.length > 3 ? slots : 400),
      },
      placeIdSystem: 'https://editeur.example/ids',
      clock: { now: () => epoch },
    }),
  ],
});
const server = http.createServer(toNodeHandler(gateway, { basePath: '/fhir' }));
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

const url = (/** @type {number} */ associations) =>
  `http://127.0.0.1:${port}/fhir/Schedule?${toQuery(associations)}`;

// Keep the server busy: searches of one association, 400 slots each.
await putLoad({ url: url(1), connections: 4, milliseconds: 2000 });
const raises = [];
let bytes = 0;
for (let round = 0; round < 5; round += 1) {
  collect();
  await new Promise((resolve) => setTimeout(resolve, 50));
  collect();
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 1);
  ({ bytes } = await putLoad({ url: url(10), connections: 1, milliseconds: 1 }));
  clearInterval(timer);
  peak = Math.max(peak, process.memoryUsage.rss());
  raises.push(peak - before);
}
server.close();
server.closeAllConnections();
process.stdout.write(
  JSON.stringify({ slots, bytes, raises, ratios: raises.map((raise) => raise / bytes) }),
);
