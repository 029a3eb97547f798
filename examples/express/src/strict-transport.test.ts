import { once } from 'node:events';
import { createServer as createHttpServer, request as requestHttp } from 'node:http';
import { createServer as createHttpsServer, request as requestHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@sas-sos/node';
import { createTestPki } from '@sas-sos/test-pki';
import express from 'express';
import { expect, it } from 'vitest';
import { requireHttps } from './strict-transport.js';

const pki = createTestPki();
const site = 'https://agenda.example';

it.each([
  { name: 'a page over TLS', publicUrl: site, path: '/', isTls: true, value: 'max-age=31536000' },
  { name: 'FHIR over TLS', publicUrl: site, path: '/fhir', isTls: true, value: 'max-age=31536000' },
  { name: 'no such page', publicUrl: site, path: '/none', isTls: true, value: 'max-age=31536000' },
  { name: 'behind a proxy, which says so itself', publicUrl: site, path: '/', isTls: false },
  { name: 'on this machine', publicUrl: 'https://localhost:3000', path: '/', isTls: true },
  { name: 'on its address', publicUrl: 'https://127.0.0.1:3000', path: '/', isTls: true },
])('$name: $value', async ({ publicUrl, path, isTls, value }) => {
  const app = express();
  app.use(requireHttps(publicUrl));
  app.use(
    '/fhir',
    toNodeHandler(async () => new Response('{}')),
  );
  app.get('/', (_request, response) => void response.send('here'));
  const server = isTls ? createHttpsServer({ ...pki.server }, app) : createHttpServer(app);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const options = { host: '127.0.0.1', port, path, ca: pki.ca, agent: false };
  const [answer] = await once((isTls ? requestHttps : requestHttp)(options).end(), 'response');
  answer.resume();
  server.close();
  expect(answer.headers['strict-transport-security']).toBe(value);
});
