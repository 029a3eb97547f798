import fastify from 'fastify';
import fastify4 from 'fastify4';
import { describe, expect, it } from 'vitest';
import { toFastifyGuard } from './to-fastify-guard.js';
import { toFastifyPlugin } from './to-fastify-plugin.js';

const hosts = [
  { host: 'Fastify 5', create: fastify },
  // The methods used here are the same in both versions; their types are not.
  { host: 'Fastify 4', create: fastify4 as unknown as typeof fastify },
];

describe.each(hosts)('toFastifyGuard under $host', ({ create }) => {
  async function visit(path: string) {
    const app = create({ forceCloseConnections: true });
    const guard = toFastifyGuard<{ kind: 'pass'; name: string | null }>(async (request) => {
      const { searchParams } = new URL(request.url);
      if (searchParams.has('broken')) throw new Error('secret');
      return searchParams.has('name')
        ? { kind: 'pass', name: searchParams.get('name') }
        : {
            kind: 'respond' as const,
            response: Response.redirect('https://provider.example/', 302),
          };
    });
    app.addHook('onRequest', async (_request, reply) => void reply.header('x-before', '1'));
    app.post('/agenda', async (request, reply) => {
      const passed = await guard(request, reply);
      if (!passed) return reply;
      return { name: passed.name, body: request.body };
    });
    try {
      const url = await app.listen({ port: 0, host: '127.0.0.1' });
      const response = await fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"a":1}',
        redirect: 'manual',
      });
      return { response, text: await response.text() };
    } finally {
      await app.close();
    }
  }

  it('passes a request on, with the body that Fastify parsed', async () => {
    const { response, text } = await visit('/agenda?name=Ana');
    expect(response.status).toBe(200);
    expect(response.headers.get('x-before')).toBe('1');
    expect(JSON.parse(text)).toEqual({ name: 'Ana', body: { a: 1 } });
  });

  it('answers any other request, with the headers of hooks', async () => {
    const { response } = await visit('/agenda');
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('https://provider.example/');
    expect(response.headers.get('x-before')).toBe('1');
  });

  it('answers for a guard that rejects', async () => {
    const { response, text } = await visit('/agenda?broken');
    expect(response.status).toBe(500);
    expect(text).not.toContain('secret');
  });
});

describe('toFastifyPlugin', () => {
  it.each([
    { name: 'at the root', prefix: '', path: '/metadata', basePath: '' },
    { name: 'with a final slash', prefix: '/fhir/', path: '/fhir/metadata', basePath: '/fhir' },
    { name: 'under a parameter', prefix: '/:a/fhir', path: '/b/fhir/c', basePath: '/b/fhir' },
  ])('knows its prefix $name', async ({ prefix, path, basePath }) => {
    const app = fastify({ forceCloseConnections: true });
    const plugin = toFastifyPlugin(async (_request, context) => Response.json(context?.basePath));
    app.register(plugin, { prefix });
    try {
      const response = await fetch((await app.listen({ port: 0, host: '127.0.0.1' })) + path);
      expect(await response.json()).toBe(basePath);
    } finally {
      await app.close();
    }
  });
});
