import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { FetchHandler } from '@sas-sos/core';
import { resolveFhirTarget, toFhirResponse } from '@sas-sos/fhir-http';
import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { listen } from './server.fixture.js';
import { toNodeHandler } from './to-node-handler.js';

// `serve` of Hono replaces the global classes of the process.
const globals = { Request: globalThis.Request, Response: globalThis.Response };
afterAll(() => Object.assign(globalThis, globals));

/** A handler that does not depend on its host. */
const handler: FetchHandler = async (request, context) => {
  const { segments, query } = resolveFhirTarget(request, context);
  return toFhirResponse({
    resourceType: 'Basic',
    code: { text: [request.method, ...segments, query, await request.text()].join(' ') },
  });
};

const init = { method: 'POST', body: 'é' };
const path = '/fhir/Slot/1?a=b';
const context = { basePath: '/fhir' };

const runs = [
  { host: 'a plain call', run: () => handler(new Request(`http://a${path}`, init), context) },
  {
    host: 'node:http',
    run: async () => {
      await using host = await listen(toNodeHandler(handler, context));
      return whole(await fetch(`${host.url}${path}`, init));
    },
  },
  {
    host: 'Hono',
    run: async () => {
      const app = new Hono().all('/fhir/*', (c) => handler(c.req.raw, context));
      return whole(await app.request(path, init));
    },
  },
  {
    host: 'Hono on @hono/node-server',
    run: async () => {
      const app = new Hono().all('/fhir/*', (c) => handler(c.req.raw, context));
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
      try {
        await once(server, 'listening');
        const { port } = server.address() as AddressInfo;
        return await whole(await fetch(`http://127.0.0.1:${port}${path}`, init));
      } finally {
        server.close();
      }
    },
  },
];

async function whole(response: Response): Promise<Response> {
  const { status, headers } = response;
  return new Response(await response.arrayBuffer(), { status, headers });
}

describe('a handler runs unchanged', () => {
  it.each(runs)('under $host', async ({ run }) => {
    const response = await run();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    const text = await response.text();
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    expect(JSON.parse(text).code.text).toBe('POST Slot 1 a=b é');
  });
});
