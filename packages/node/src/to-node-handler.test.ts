import type { IncomingMessage, ServerResponse } from 'node:http';
import { SasError, silentLogger } from '@sas-sos/core';
import { toBytesResponse, toFhirResponse } from '@sas-sos/fhir-http';
import { describe, expect, it, vi } from 'vitest';
import { createBodyErrorHandler } from './create-body-error-handler.js';
import { dial, listen, mirror, type Seen } from './server.fixture.js';
import { toNodeGuard } from './to-node-guard.js';
import { toNodeHandler } from './to-node-handler.js';

async function seenBy(requestText: string, basePath?: string) {
  await using host = await listen(toNodeHandler(mirror, { basePath }));
  using line = await dial(host.port);
  line.socket.write(requestText);
  const answer = await line.until(/\}$/);
  const status = Number(answer.slice(9, 12));
  const seen = status === 200 ? (JSON.parse(answer.split('\r\n\r\n')[1] ?? '') as Seen) : undefined;
  return { status, answer, seen };
}

describe('the URL', () => {
  it.each([
    {
      name: 'path and query',
      line: 'GET /a/b?c=d%7C|e HTTP/1.1',
      url: 'http://a.example:8080/a/b?c=d%7C|e',
    },
    {
      name: 'two slashes',
      line: 'GET //evil.example/x HTTP/1.1',
      url: 'http://a.example:8080//evil.example/x',
    },
    { name: 'dots', line: 'GET /fhir/../x HTTP/1.1', url: 'http://a.example:8080/x' },
    {
      name: 'absolute form',
      line: 'GET http://b.example/a?b HTTP/1.1',
      url: 'http://b.example/a?b',
    },
    {
      name: 'absolute form with a user',
      line: 'GET http://u:p@b.example/a HTTP/1.1',
      url: 'http://b.example/a',
    },
    { name: 'asterisk form', line: 'OPTIONS * HTTP/1.1', url: 'http://a.example:8080/' },
  ])('$name', async ({ line, url }) => {
    const { seen } = await seenBy(`${line}\r\nHost: a.example:8080\r\n\r\n`);
    expect(seen?.url).toBe(url);
  });

  it.each([
    { name: 'an empty Host', head: 'GET / HTTP/1.1\r\nHost:\r\n' },
    { name: 'two Hosts', head: 'GET / HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n' },
    { name: 'a user', head: 'GET / HTTP/1.1\r\nHost: a.example@b.example\r\n' },
    { name: 'a path', head: 'GET / HTTP/1.1\r\nHost: a.example/b\r\n' },
    { name: 'a fragment', head: 'GET / HTTP/1.1\r\nHost: a.example#b\r\n' },
    { name: 'an invalid port', head: 'GET / HTTP/1.1\r\nHost: a.example:99999\r\n' },
    { name: 'an invalid address', head: 'GET / HTTP/1.1\r\nHost: 999.999.999.999\r\n' },
    { name: 'a space', head: 'GET / HTTP/1.1\r\nHost: a example\r\n' },
    { name: 'another scheme', head: 'GET ftp://a.example/ HTTP/1.1\r\nHost: a.example\r\n' },
  ])('$name is malformed', async ({ head }) => {
    const { status, answer } = await seenBy(`${head}\r\n`);
    expect(status).toBe(400);
    expect(answer).toContain('SAS_REQUEST_MALFORMED');
  });

  it('an HTTP/1.0 caller needs no Host', async () => {
    const { status, seen } = await seenBy('GET /healthz HTTP/1.0\r\n\r\n');
    expect(status).toBe(200);
    expect(seen?.url).toBe('http://localhost/healthz');
  });

  it.each(['localhost', '127.0.0.1:80', '[::1]:8080', 'agenda_dev', 'a-b.example.'])(
    'the Host %s is valid',
    async (name) => {
      const { status } = await seenBy(`GET / HTTP/1.1\r\nHost: ${name}\r\n\r\n`);
      expect(status).toBe(200);
    },
  );
});

describe('the request', () => {
  it('keeps repeated headers, and gives the caller and the mount path', async () => {
    const { seen } = await seenBy(
      'GET /fhir/Slot HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nX-A: 2\r\nAccept: a/b\r\nAccept: c/d\r\nCookie: e=f\r\nCookie: g=h\r\n\r\n',
      '/fhir/',
    );
    const headers = new Map(seen?.headers);
    expect(headers.get('x-a')).toBe('1, 2');
    expect(headers.get('accept')).toBe('a/b, c/d');
    expect(headers.get('cookie')).toBe('e=f; g=h');
    expect(seen).toMatchObject({ basePath: '/fhir', remoteAddress: '127.0.0.1' });
  });

  it('has no certificate without TLS', async () => {
    let isAbsent = false;
    await using host = await listen(
      toNodeHandler(async (_, context) => {
        isAbsent = context?.peerCertificate === undefined;
        return new Response();
      }),
    );
    await fetch(host.url);
    expect(isAbsent).toBe(true);
  });

  it.each([
    { name: 'a sized body', body: 'é'.repeat(10) },
    { name: 'an empty body', body: '' },
    { name: 'a body of 5 MB', body: 'x'.repeat(5_000_000) },
  ])('$name arrives complete', async ({ body }) => {
    await using host = await listen(toNodeHandler(mirror));
    const response = await fetch(host.url, { method: 'POST', body });
    expect(((await response.json()) as Seen).body).toBe(body);
  });

  it('a chunked body arrives complete', async () => {
    await using host = await listen(toNodeHandler(mirror));
    const parts = ['a', 'b'.repeat(100_000), 'c'];
    const body = new ReadableStream({
      async pull(controller) {
        const part = parts.shift();
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (part) controller.enqueue(new TextEncoder().encode(part));
        else controller.close();
      },
    });
    const response = await fetch(host.url, { method: 'PUT', body, duplex: 'half' });
    expect(((await response.json()) as Seen).body).toBe(`a${'b'.repeat(100_000)}c`);
  });

  it.each([
    { name: 'a POST of no bytes', head: 'POST / HTTP/1.1\r\nContent-Length: 0' },
    { name: 'a POST without a length', head: 'POST / HTTP/1.1' },
    // A Web request of these methods cannot have one.
    { name: 'a GET with a body', head: 'GET / HTTP/1.1\r\nContent-Length: 3', sent: 'abc' },
    { name: 'a HEAD with a body', head: 'HEAD / HTTP/1.1\r\nContent-Length: 3', sent: 'abc' },
  ])('$name has no body', async ({ head, sent = '' }) => {
    const bodies: unknown[] = [];
    const handler = toNodeHandler(async ({ body }) => {
      bodies.push(body);
      return new Response(null, { status: 202 });
    });
    await using host = await listen(handler);
    using line = await dial(host.port);
    line.socket.write(`${head}\r\nHost: a\r\n\r\n${sent}`);
    expect(await line.until(/\r\n\r\n/)).toMatch(/^HTTP\/1.1 202 /);
    expect(bodies).toEqual([null]);
  });

  it('is not aborted once its body has been read', async () => {
    let isAborted: boolean | undefined;
    await using host = await listen(
      toNodeHandler(async (request) => {
        await request.text();
        await new Promise((resolve) => setTimeout(resolve, 20));
        isAborted = request.signal.aborted;
        return new Response();
      }),
    );
    await fetch(host.url, { method: 'POST', body: 'abc' });
    expect(isAborted).toBe(false);
  });

  it.each([
    { basePath: undefined, expected: '' },
    { basePath: '', expected: '' },
    { basePath: '/', expected: '' },
    { basePath: '/fhir//', expected: '/fhir' },
    { basePath: '/fhir/r4', expected: '/fhir/r4' },
  ])('is under $expected with the base path $basePath', async ({ basePath, expected }) => {
    const { seen } = await seenBy('GET / HTTP/1.1\r\nHost: a\r\n\r\n', basePath);
    expect(seen?.basePath).toBe(expected);
  });

  it('TRACE is not allowed', async () => {
    await using host = await listen(toNodeHandler(mirror));
    using line = await dial(host.port);
    line.socket.write('TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    const text = await line.untilClosed();
    expect(text).toMatch(/^HTTP\/1.1 405 /);
    expect(text).toMatch(/^allow: GET, HEAD, POST, PUT\r$/im);
  });
});

describe('the answer', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it.each([
    {
      name: 'chunks',
      answer: () => toBytesResponse([bytes('a'), bytes('b')], { status: 201, headers: {} }),
      status: 201,
      body: 'ab',
      length: '2',
    },
    {
      name: 'one chunk',
      answer: () => toBytesResponse([bytes('a')], { headers: {} }),
      status: 200,
      body: 'a',
      length: '1',
    },
    {
      name: 'no chunk',
      answer: () => toBytesResponse([], { headers: {} }),
      status: 200,
      body: '',
      length: '0',
    },
    { name: 'text', answer: () => new Response('é'), status: 200, body: 'é', length: null },
    {
      name: 'a stream',
      answer: () =>
        new Response(
          new ReadableStream({
            start(controller) {
              for (const part of ['a', 'b', 'c']) controller.enqueue(bytes(part));
              controller.close();
            },
          }),
        ),
      status: 200,
      body: 'abc',
      length: null,
    },
    { name: 'nothing', answer: () => new Response(null), status: 200, body: '', length: '0' },
    {
      name: '204',
      answer: () => new Response(null, { status: 204, headers: { 'content-length': '0' } }),
      status: 204,
      body: '',
      length: null,
    },
    {
      name: '304',
      answer: () => new Response(null, { status: 304, headers: { etag: '"a"' } }),
      status: 304,
      body: '',
      length: null,
    },
  ])('$name', async ({ answer, status, body, length }) => {
    await using host = await listen(toNodeHandler(async () => answer()));
    const response = await fetch(host.url);
    expect(response.status).toBe(status);
    expect(await response.text()).toBe(body);
    expect(response.headers.get('content-length')).toBe(length);
  });

  it.each([
    { name: 'chunks', answer: () => toBytesResponse([bytes('ab')], { headers: {} }), length: '2' },
    {
      name: 'only headers',
      answer: () => new Response(null, { headers: { 'content-length': '77' } }),
      length: '77',
    },
    { name: 'a stream', answer: () => new Response('ab'), length: undefined },
  ])('to HEAD, with $name, has no body', async ({ answer, length }) => {
    await using host = await listen(toNodeHandler(async () => answer()));
    using line = await dial(host.port);
    line.socket.write('HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    const text = await line.untilClosed();
    expect(text).toMatch(/\r\n\r\n$/);
    expect(/content-length: (\d+)/i.exec(text)?.[1]).toBe(length);
  });

  it('has every cookie, and the headers that middleware set before', async () => {
    const handler = toNodeHandler(async () => {
      const response = new Response('a', { headers: { vary: 'accept-encoding' } });
      response.headers.append('set-cookie', 'a=1; Path=/');
      response.headers.append('set-cookie', 'b=2, c');
      return response;
    });
    await using host = await listen((request, response) => {
      response.setHeader('set-cookie', 'z=0');
      response.setHeader('vary', 'origin');
      response.setHeader('x-before', '1');
      handler(request, response);
    });
    const { headers } = await fetch(host.url);
    expect(headers.getSetCookie()).toEqual(['z=0', 'a=1; Path=/', 'b=2, c']);
    expect(headers.get('vary')).toBe('origin, accept-encoding');
    expect(headers.get('x-before')).toBe('1');
  });
});

describe('failures', () => {
  it.each([
    { name: 'rejects', handler: () => Promise.reject(new Error('patient Dupont')) },
    {
      name: 'throws',
      handler: () => {
        throw new Error('patient Dupont');
      },
    },
    {
      name: 'answers with a body that was already read',
      handler: async () => {
        const response = new Response('a', { headers: { 'content-encoding': 'gzip' } });
        await response.text();
        return response;
      },
    },
  ])('a handler that $name gives a 500, and a log line', async ({ handler }) => {
    const error = vi.fn();
    await using host = await listen(toNodeHandler(handler, { logger: { ...silentLogger, error } }));
    const response = await fetch(host.url);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).toContain('SAS_INTERNAL');
    expect(text).not.toContain('Dupont');
    expect(error).toHaveBeenCalledOnce();
    expect(error.mock.calls[0]?.[0].err).toBeInstanceOf(Error);
  });

  it('a body that fails after the headers closes the connection', async () => {
    const error = vi.fn();
    const handler = async () =>
      new Response(
        new ReadableStream({
          async pull(controller) {
            controller.enqueue(new TextEncoder().encode('a'));
            await new Promise((resolve) => setTimeout(resolve, 20));
            controller.error(new Error('cursor'));
          },
        }),
      );
    await using host = await listen(toNodeHandler(handler, { logger: { ...silentLogger, error } }));
    const response = await fetch(host.url);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect(error).toHaveBeenCalledOnce();
  });

  it('an answer that another handler gave is kept', async () => {
    const error = vi.fn();
    const handler = toNodeHandler(
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return toFhirResponse({ resourceType: 'Basic', code: {} });
      },
      { logger: { ...silentLogger, error } },
    );
    await using host = await listen((request, response) => {
      handler(request, response);
      response.writeHead(503).end('timeout');
    });
    const response = await fetch(host.url);
    expect([response.status, await response.text()]).toEqual([503, 'timeout']);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect((await fetch(host.url)).status).toBe(503);
  });

  it('a refusal that a handler throws is answered, and not logged', async () => {
    const error = vi.fn();
    const handler = () => Promise.reject(new SasError('SAS_RESOURCE_NOT_FOUND'));
    await using host = await listen(toNodeHandler(handler, { logger: { ...silentLogger, error } }));
    const response = await fetch(host.url);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('SAS_RESOURCE_NOT_FOUND');
    expect(error).not.toHaveBeenCalled();
  });

  const never = new Error('never answered');
  it.each<{ name: string; answer: (request: IncomingMessage, response: ServerResponse) => void }>([
    { name: 'a handler', answer: toNodeHandler(async () => new Response('a')) },
    { name: 'an answer without headers', answer: toNodeHandler(async () => new Response()) },
    { name: 'a guard', answer: toNodeGuard(() => Promise.reject(never)) },
    {
      name: 'an error handler',
      answer: (...exchange) =>
        createBodyErrorHandler()({ type: 'entity.too.large' }, ...exchange, () => {}),
    },
  ])('$name that comes too late closes an answer that nobody ends', async ({ answer }) => {
    await using host = await listen((request, response) => {
      answer(request, response);
      response.write('begun');
    });
    using line = await dial(host.port);
    line.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const received = await line.untilClosed();
    expect(received).toContain('begun');
    // The end of a chunked body.
    expect(received).not.toMatch(/0\r\n\r\n$/);
  });

  it.each(['fhir', '?a', '/fhir#a'])('the base path %s is invalid', (basePath) => {
    expect(() => toNodeHandler(mirror, { basePath })).toThrow(
      expect.objectContaining({ code: 'SAS_OPTION_INVALID' }),
    );
  });

  it('is not an error handler, nor a handler that calls next', () => {
    expect(toNodeHandler(mirror)).toHaveLength(2);
  });
});
