// @ts-check
// The SDK in a server of `node:http` or under Express, without the rest of a vendor:
//   node node-server.mjs postgres|sqlite <database> [express]

import http from 'node:http';
import { createGateway } from '@sas-sos/gateway';
import { toNodeHandler } from '@sas-sos/node';
import { createSlotHandler } from '@sas-sos/slots';
import express from 'express';
import { createRowSource } from './row-source.mjs';
import { createVendorAgenda } from './vendor-agenda.mjs';

const [, , store, database, framework] = process.argv;
const source = createRowSource(String(store), String(database));

const gateway = createGateway({
  parts: [
    createSlotHandler({
      agenda: createVendorAgenda(source),
      placeIdSystem: 'https://editeur.example/ids',
    }),
  ],
  limits: { concurrency: 4 },
  audit: { record: () => {} },
});
const server = http.createServer(
  framework === 'express'
    ? express().use('/fhir', toNodeHandler(gateway))
    : toNodeHandler(gateway, { basePath: '/fhir' }),
);
server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`listening on http://127.0.0.1:${port}`);
});
