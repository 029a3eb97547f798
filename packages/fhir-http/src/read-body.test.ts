import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { readBody, readWholeBody, toWholeBody } from './read-body.js';

const limit = 10;

type GivenHeaders = Readonly<Record<string, string>>;

type Body = ReadableStream<Uint8Array<ArrayBuffer>> | string | null;

const kinds = [
  {
    kind: 'request',
    make: (body: Body, headers: GivenHeaders = {}): Request | Response =>
      new Request('https://agenda.example', {
        ...{ method: 'POST', body, headers },
        ...{ duplex: 'half' },
      }),
  },
  {
    kind: 'response',
    make: (body: Body, headers: GivenHeaders = {}): Request | Response =>
      new Response(body, { headers }),
  },
];

/** A stream of chunks of the given lengths, with spies on its methods. */
function streamOf(...lengths: number[]) {
  const cancel = vi.fn();
  const pull = vi.fn((controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>) => {
    const length = lengths.shift();
    if (length === undefined) controller.close();
    else controller.enqueue(new Uint8Array(length).fill(1));
  });
  return { stream: new ReadableStream({ pull, cancel }, { highWaterMark: 0 }), cancel, pull };
}

describe.each(kinds)('the body of a $kind', ({ kind, make }) => {
  const tooLarge = kind === 'response' ? 'SAS_ANSWER_TOO_LARGE' : 'SAS_BODY_TOO_LARGE';

  it('is read completely, chunk by chunk, up to and including the limit', async () => {
    const bytes = await readBody(make(streamOf(4, 0, 6).stream), { limit });
    expect(bytes).toEqual(new Uint8Array(10).fill(1));
  });

  it('is empty if there is none', async () => {
    expect(await readBody(make(null), { limit })).toEqual(new Uint8Array());
  });

  it('is read no further than the limit, and cancelled', async () => {
    const { stream, cancel, pull } = streamOf(6, 5, 1000);
    await expect(readBody(make(stream), { limit })).rejects.toMatchObject({
      code: tooLarge,
    });
    expect(pull).toHaveBeenCalledTimes(2);
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('is not read at all if its header says that it is too large', async () => {
    const { stream, cancel, pull } = streamOf(11);
    const message = make(stream, { 'content-length': '11' });
    await expect(readBody(message, { limit })).rejects.toMatchObject({
      code: tooLarge,
    });
    expect(pull).not.toHaveBeenCalled();
    // A host discards a request; an answer has to release its connection.
    expect(cancel).toHaveBeenCalledTimes(kind === 'response' ? 1 : 0);
  });

  it('that ends too early, or was already read, is unreadable', async () => {
    const broken = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => controller.error(new Error('reset')),
    });
    const code = 'SAS_BODY_UNREADABLE';
    await expect(readBody(make(broken), { limit })).rejects.toMatchObject({ code });
    const read = make('x');
    await read.text();
    await expect(readBody(read, { limit })).rejects.toMatchObject({ code });
  });

  it('is released when the caller leaves', async () => {
    const cancel = vi.fn();
    const controller = new AbortController();
    const { signal } = controller;
    const reading = readBody(make(new ReadableStream({ cancel })), { limit, signal });
    const reason = new Error('gone');
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect(cancel).toHaveBeenCalledOnce();
  });
});

describe('a compressed answer', () => {
  it.each([
    { name: 'within the limit', bytes: 5000, code: undefined },
    { name: 'over the limit', bytes: 5001, code: 'SAS_ANSWER_TOO_LARGE' },
  ])('is counted after decompression: $name', async ({ bytes, code }) => {
    const body = gzipSync(Buffer.alloc(bytes));
    expect(body.length).toBeLessThan(100);
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length });
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const read = readBody(await fetch(`http://127.0.0.1:${port}/`), { limit: 5000 });
      if (code) await expect(read).rejects.toMatchObject({ code });
      else expect(await read).toHaveLength(bytes);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('readWholeBody', () => {
  const request = () =>
    new Request('https://agenda.example', { method: 'POST', body: new Uint8Array(4) });

  it('reads the body of a request', async () => {
    expect(await readWholeBody(request(), { limit })).toEqual(new Uint8Array(4));
    await expect(readWholeBody(request(), { limit: 3 })).rejects.toMatchObject({
      code: 'SAS_BODY_TOO_LARGE',
    });
  });

  it('takes one that was read already, within the limit and while it is needed', async () => {
    const toRequest = vi.fn(request);
    const bytes = new Uint8Array(4).fill(7);
    const read = { ...pick(request()), wholeBody: toWholeBody(bytes), toRequest };
    expect(await readWholeBody(read, { limit: 4 })).toBe(bytes);
    await expect(readWholeBody(read, { limit: 3 })).rejects.toMatchObject({
      code: 'SAS_BODY_TOO_LARGE',
    });
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(readWholeBody(read, { limit: 4, signal })).rejects.toThrow('gone');
    expect(toRequest).not.toHaveBeenCalled();
  });

  it.each([
    { headers: { 'content-length': '11' }, isRead: false },
    { headers: { 'content-length': '10' }, isRead: true },
    { headers: { 'content-length': '99', 'content-encoding': 'gzip' }, isRead: true },
    { headers: {}, isRead: true },
  ])('reads a body with $headers of at most 10: $isRead', async ({ headers, isRead }) => {
    const wholeBody = { read: vi.fn(async () => new Uint8Array(4)) };
    const asked = { ...pick(request()), headers: new Headers(headers), wholeBody };
    const reading = readWholeBody({ ...asked, toRequest: request }, { limit });
    if (isRead) expect(await reading).toHaveLength(4);
    else await expect(reading).rejects.toMatchObject({ code: 'SAS_BODY_TOO_LARGE' });
    expect(wholeBody.read).toHaveBeenCalledTimes(isRead ? 1 : 0);
  });

  it('is empty where there is none', async () => {
    const toRequest = vi.fn(request);
    const read = { ...pick(request()), toRequest };
    expect(await readWholeBody(read, { limit })).toEqual(new Uint8Array());
    expect(toRequest).not.toHaveBeenCalled();
  });

  function pick({ method, url, headers, signal }: Request) {
    return { method, url, headers, signal };
  }
});
