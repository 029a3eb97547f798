import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync } from 'node:zlib';
import { serve } from '@hono/node-server';
import { createGateway } from '@sas-sos/gateway';
import { createRegulatorHandler } from '@sas-sos/regulators';
import { createSlotHandler } from '@sas-sos/slots';
import { createMemoryAgenda, createMemoryRegulatorAccounts } from '@sas-sos/testing';
import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';

// `serve` replaces the global `Request` and `Response` by classes that forget changed headers.
const globals = { Request: globalThis.Request, Response: globalThis.Response };
afterAll(() => Object.assign(globalThis, globals));

async function startHost() {
  const gateway = createGateway({
    parts: [
      createSlotHandler({
        agenda: createMemoryAgenda({ associations: [], slots: [] }),
        placeIdSystem: 'https://editeur.example/ids',
      }),
      createRegulatorHandler({ accounts: createMemoryRegulatorAccounts() }),
    ],
    audit: { record: () => {} },
  });
  const app = new Hono().all('/fhir/*', (c) => gateway(c.req.raw, { basePath: '/fhir' }));
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    async get(path: string, headers: Readonly<Record<string, string>>) {
      const call = request({ host: '127.0.0.1', port, path, headers }).end();
      const [answer] = await once(call, 'response');
      const chunks = await answer.toArray();
      return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) };
    },
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

describe('The endpoint on Hono and @hono/node-server', () => {
  const fixed = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };

  it('says how an answer is compressed', async () => {
    await using host = await startHost();
    const { status, headers, body } = await host.get('/fhir/metadata', { 'accept-encoding': 'br' });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      ...fixed,
      'content-type': 'application/fhir+json; charset=utf-8',
      'content-encoding': 'br',
      'content-length': String(body.byteLength),
      vary: 'accept-encoding',
    });
    expect(JSON.parse(brotliDecompressSync(body).toString()).resourceType).toBe(
      'CapabilityStatement',
    );
  });

  it.each([
    { name: 'a plain answer', path: '/fhir/metadata', status: 200 },
    { name: 'a refusal', path: '/fhir/Patient/1', status: 404 },
  ])('keeps the headers of $name', async ({ path, status: expected }) => {
    await using host = await startHost();
    const { status, headers, body } = await host.get(path, {});
    expect(status).toBe(expected);
    expect(headers).toMatchObject({
      ...fixed,
      'content-type': 'application/fhir+json; charset=utf-8',
      'content-length': String(body.byteLength),
    });
    expect(JSON.parse(body.toString()).resourceType).toBeDefined();
  });
});
