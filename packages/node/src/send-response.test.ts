import { silentLogger } from '@sas-sos/core';
import { toBytesReply, toBytesResponse, toRequest, withExchange } from '@sas-sos/fhir-http';
import { describe, expect, it, vi } from 'vitest';
import { dial, eventually, listen } from './server.fixture.js';
import { toNodeHandler } from './to-node-handler.js';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Sends a request as it stands, and returns the head and the body of the answer. */
async function exchange(
  answer: () => Response,
  request = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  before: Readonly<Record<string, string | string[]>> = {},
) {
  const handler = toNodeHandler(async () => answer());
  await using host = await listen((nodeRequest, nodeResponse) => {
    for (const [name, value] of Object.entries(before)) nodeResponse.setHeader(name, value);
    handler(nodeRequest, nodeResponse);
  });
  using line = await dial(host.port);
  line.socket.write(request);
  const [head = '', ...body] = (await line.untilClosed()).split('\r\n\r\n');
  const [status = '', ...lines] = head.split('\r\n');
  const headers = lines.map((each) => each.split(/: /, 2) as [string, string]);
  return { status, headers: new Headers(headers), body: body.join('\r\n\r\n') };
}

describe('the head of an answer', () => {
  it('has the status text of the handler, or else the usual one', async () => {
    const own = await exchange(() => new Response('a', { status: 202, statusText: 'Later' }));
    expect(own.status).toBe('HTTP/1.1 202 Later');
    const usual = await exchange(() => new Response('a', { status: 202 }));
    expect(usual.status).toBe('HTTP/1.1 202 Accepted');
  });

  it.each([
    { name: 'one value', before: 'origin' },
    { name: 'two values', before: ['origin', 'cookie'] },
  ])('adds to the `Vary` of a middleware: $name', async ({ before }) => {
    const answer = () => new Response('a', { headers: { vary: 'accept' } });
    const { headers } = await exchange(answer, undefined, { vary: before });
    expect(headers.get('vary')).toBe([before, 'accept'].flat().join(', '));
    expect(headers.get('content-type')).toBe('text/plain;charset=UTF-8');
  });

  it('replaces every other header of a middleware', async () => {
    const answer = () => new Response('a', { headers: { 'cache-control': 'no-store' } });
    const before = { 'cache-control': 'public', 'x-before': '1' };
    const { headers } = await exchange(answer, undefined, before);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-before')).toBe('1');
  });

  it('has no cookie unless somebody sets one', async () => {
    const answer = () => new Response('a');
    expect((await exchange(answer)).headers.has('set-cookie')).toBe(false);
    const { headers } = await exchange(answer, undefined, { 'set-cookie': 'z=0' });
    expect(headers.getSetCookie()).toEqual(['z=0']);
  });

  it('may end the connection, in HTTP/1', async () => {
    const answer = () => new Response('a', { headers: { connection: 'close' } });
    const { headers } = await exchange(answer, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(headers.get('connection')).toBe('close');
  });

  it('lists its headers by name, whatever the order in which a part wrote them', async () => {
    const handler = withExchange(
      async () => new Response(),
      async () =>
        toBytesReply([bytes('a')], {
          headers: [
            ['x-b', '1'],
            ['x-a', '2'],
          ],
        }),
    );
    await using host = await listen(toNodeHandler(handler));
    using line = await dial(host.port);
    line.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const head = await line.until(/\r\n\r\n/);
    expect(head).toMatch(/^content-length: 1\r\nx-a: 2\r\nx-b: 1\r\n/im);
  });

  it('arrives before the rest of the body, also without a body of its own', async () => {
    await using host = await listen(toNodeHandler(async () => new Response(null)));
    using line = await dial(host.port);
    line.socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab');
    await line.until(/^HTTP\/1.1 200 OK\r\n.*\r\n\r\n$/s);
    line.socket.write('cde');
    await line.untilClosed();
  });

  it('has no length when there is no content', async () => {
    const answer = () => new Response(null, { status: 204, headers: { 'content-length': '0' } });
    expect((await exchange(answer)).headers.has('content-length')).toBe(false);
    const empty = () => new Response(null, { headers: { 'content-length': '0' } });
    expect((await exchange(empty)).headers.get('content-length')).toBe('0');
  });

  it('announces the end of the connection only where a body was not read', async () => {
    const answer = () => toBytesResponse([bytes('a'), bytes('b')], { headers: {} });
    const post = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n';
    const logger = { ...silentLogger, error: vi.fn() };
    await using host = await listen(toNodeHandler(async () => answer(), { logger }));
    using unread = await dial(host.port);
    unread.socket.write(`${post}\r\nab`);
    // All of it arrives before the rest of the body does.
    expect(await unread.until(/\r\n\r\n(.*\r\n)?a.*b/s)).toMatch(/^connection: close\r$/im);
    unread.socket.write('cde');
    await unread.untilClosed();
    using read = await dial(host.port);
    read.socket.write(`${post}\r\nabcde`);
    expect(await read.until(/\r\n\r\n.*b/s)).toMatch(/^connection: keep-alive\r$/im);
    expect(logger.error).not.toHaveBeenCalled();
  });
});

describe('a part that needs no Web request', () => {
  it.each([
    { method: 'GET', isWeb: false },
    { method: 'POST', isWeb: false },
    { method: 'PUT', isWeb: false },
    { method: 'DELETE', isWeb: true },
    { method: 'HEAD', isWeb: true },
  ])('gets one for $method: $isWeb', async ({ method, isWeb }) => {
    const kinds: unknown[] = [];
    const handler = withExchange(
      async () => new Response(),
      async (request) => {
        kinds.push(request.method, request instanceof Request, toRequest(request).method);
        return toBytesReply([], { headers: [] });
      },
    );
    await using host = await listen(toNodeHandler(handler));
    await fetch(host.url, { method });
    expect(kinds).toEqual([method, isWeb, method]);
  });
});

describe('an answer that cannot be sent', () => {
  it('gives way to an error that keeps the cookies of a middleware', async () => {
    const answer = () => new Response('a', { headers: { 'x-a': '1' } });
    const used = () => {
      const response = answer();
      void response.body?.getReader();
      return response;
    };
    const { status, headers } = await exchange(used, undefined, { 'set-cookie': 'z=0' });
    expect(status).toMatch(/ 500 /);
    expect([headers.getSetCookie(), headers.has('x-a')]).toEqual([['z=0'], false]);
  });

  it.each([
    { name: 'without cookies', cookies: [] },
    { name: 'with cookies', cookies: ['a=1', 'b=2'] },
  ])('gives way to an error if it fails before its first byte, $name', async ({ cookies }) => {
    const answer = () => {
      const source = { pull: () => Promise.reject(new Error('cursor')) };
      const init = { status: 202, statusText: 'Later', headers: { 'x-a': '1' } };
      const response = new Response(new ReadableStream(source), init);
      for (const cookie of cookies) response.headers.append('set-cookie', cookie);
      return response;
    };
    const { status, headers, body } = await exchange(answer, undefined, { 'set-cookie': 'z=0' });
    expect(status).toBe('HTTP/1.1 500 Internal Server Error');
    expect([headers.getSetCookie(), headers.has('x-a')]).toEqual([['z=0'], false]);
    expect(body).toContain('SAS_INTERNAL');
  });

  it('releases its source when another handler has answered', async () => {
    const cancel = vi.fn();
    let give = (_: Response) => {};
    const handler = toNodeHandler(
      () =>
        new Promise((resolve) => {
          give = resolve;
        }),
    );
    await using host = await listen((request, response) => {
      handler(request, response);
      response.end('other');
    });
    using line = await dial(host.port);
    line.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await line.until(/other$/);
    give(new Response(new ReadableStream({ cancel })));
    await eventually(() => cancel.mock.calls.length === 1);
    // The connection is not closed for it.
    line.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await line.until(/other.*other$/s);
  });

  it('leaves the connection open when another handler has answered at once', async () => {
    const handler = toNodeHandler(async () => new Response('late'));
    await using host = await listen((request, response) => {
      handler(request, response);
      response.end('other');
    });
    using line = await dial(host.port);
    for (const answers of [/other$/, /other.*other$/s]) {
      line.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      await line.until(answers);
    }
    expect(line.received()).not.toContain('late');
  });

  it('releases its source when the caller has left', async () => {
    const cancel = vi.fn();
    const error = vi.fn();
    await using host = await listen(
      toNodeHandler(
        async (_, context) => {
          line.socket.destroy();
          await new Promise((resolve) => context?.signal?.addEventListener('abort', resolve));
          return new Response(new ReadableStream({ cancel }));
        },
        { logger: { ...silentLogger, error } },
      ),
    );
    using line = await dial(host.port);
    line.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await eventually(() => cancel.mock.calls.length === 1);
    expect(error).not.toHaveBeenCalled();
  });

  it('is not logged when its source ended because the caller left', async () => {
    const error = vi.fn();
    let isFailed = false;
    await using host = await listen(
      toNodeHandler(
        async (_, context) =>
          new Response(
            new ReadableStream({
              start(controller) {
                controller.enqueue(bytes('a'));
                context?.signal?.addEventListener('abort', () => {
                  controller.error(context.signal?.reason);
                  isFailed = true;
                });
              },
            }),
          ),
        { logger: { ...silentLogger, error } },
      ),
    );
    using line = await dial(host.port);
    line.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await line.until(/200 OK/);
    line.socket.destroy();
    await eventually(() => isFailed);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(error).not.toHaveBeenCalled();
  });
});

describe('the body of an answer', () => {
  it.each([1, 2, 5])('has its %d chunks in order', async (count) => {
    const texts = Array.from({ length: count }, (_, index) => `<${index}>`);
    const length = String(texts.join('').length);
    const answer = () =>
      toBytesResponse(texts.map(bytes), { headers: { 'content-length': length } });
    expect((await exchange(answer)).body).toBe(texts.join(''));
  });

  it('may be the body of the request', async () => {
    await using host = await listen(toNodeHandler(async ({ body }) => new Response(body)));
    const response = await fetch(host.url, { method: 'POST', body: 'abc' });
    expect(await response.text()).toBe('abc');
  });

  it('is left out for HEAD, and its source is released', async () => {
    let isReleased = false;
    const cancel = () => {
      isReleased = true;
    };
    const source = { pull: () => new Promise<void>(() => {}), cancel };
    const request = 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    expect((await exchange(() => new Response(new ReadableStream(source)), request)).body).toBe('');
    expect(isReleased).toBe(true);
  });
});
