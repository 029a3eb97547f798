import { toBytesResponse } from '@sas-sos/fhir-http';
import { describe, expect, it } from 'vitest';
import { dial, listen } from './server.fixture.js';
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

  it('has no length when there is no content', async () => {
    const answer = () => new Response(null, { status: 204, headers: { 'content-length': '0' } });
    expect((await exchange(answer)).headers.has('content-length')).toBe(false);
    const empty = () => new Response(null, { headers: { 'content-length': '0' } });
    expect((await exchange(empty)).headers.get('content-length')).toBe('0');
  });

  it('announces the end of the connection only where a body was not read', async () => {
    const answer = () => toBytesResponse([bytes('a'), bytes('b')], { headers: {} });
    const post = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n';
    await using host = await listen(toNodeHandler(async () => answer()));
    using unread = await dial(host.port);
    unread.socket.write(`${post}\r\nab`);
    expect(await unread.until(/\r\n\r\n/)).toMatch(/^connection: close\r$/im);
    unread.socket.write('cde');
    expect(await unread.untilClosed()).toMatch(/\r\n\r\n(.*\r\n)?a.*b/s);
    using read = await dial(host.port);
    read.socket.write(`${post}\r\nabcde`);
    expect(await read.until(/\r\n\r\n.*b/s)).toMatch(/^connection: keep-alive\r$/im);
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
});

describe('the body of an answer', () => {
  it.each([1, 2, 5])('has its %d chunks in order', async (count) => {
    const texts = Array.from({ length: count }, (_, index) => `<${index}>`);
    const length = String(texts.join('').length);
    const answer = () =>
      toBytesResponse(texts.map(bytes), { headers: { 'content-length': length } });
    expect((await exchange(answer)).body).toBe(texts.join(''));
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
