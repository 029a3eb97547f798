import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it } from 'vitest';
import { requireOwnName } from './own-names.js';

/** The status of an answer to a request under a name. */
async function statusOf(publicUrl: string, host: string): Promise<number | undefined> {
  const app = express();
  app.use(requireOwnName(publicUrl));
  app.get('/', (_request, response) => void response.send('here'));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, headers: { host }, agent: false };
      request(options, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
  } finally {
    server.close();
  }
}

it.each([
  { publicUrl: 'http://127.0.0.1:3000', host: '127.0.0.1:3000', status: 200 },
  { publicUrl: 'http://127.0.0.1:3000', host: 'localhost:3000', status: 200 },
  { publicUrl: 'http://127.0.0.1:3000', host: 'LOCALHOST', status: 200 },
  { publicUrl: 'http://127.0.0.1:3000', host: '[::1]:3000', status: 200 },
  { publicUrl: 'http://127.0.0.1:3000', host: 'evil.example', status: 421 },
  { publicUrl: 'http://127.0.0.1:3000', host: 'localhost.evil.example', status: 421 },
  { publicUrl: 'http://127.0.0.1:3000', host: '127.0.0.1.evil.example:3000', status: 421 },
  { publicUrl: 'http://localhost:3000', host: 'evil.example', status: 421 },
  { publicUrl: 'http://[::1]:3000', host: 'evil.example', status: 421 },
  { publicUrl: 'https://agenda.example', host: 'agenda.example', status: 200 },
  { publicUrl: 'https://agenda.example', host: '10.0.0.1', status: 200 },
])('$publicUrl, asked as $host: $status', async ({ publicUrl, host, status }) => {
  expect(await statusOf(publicUrl, host)).toBe(status);
});
