import { once } from 'node:events';
import { Agent, createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FetchHandler, SasError, silentLogger } from '@sas-sos/core';
import { toBytesResponse, toErrorResponse } from '@sas-sos/fhir-http';
import { describe, expect, it, vi } from 'vitest';
import { dial, eventually, flood, listen } from './server.fixture.js';
import { toNodeHandler } from './to-node-handler.js';

const text = (value: string) =>
  toBytesResponse([new TextEncoder().encode(value)], { headers: { 'content-type': 'text/plain' } });

/** Sends a request through an agent; returns status, body, and whether the socket was reused. */
async function send(
  port: number,
  options: { agent: Agent; method?: string; path?: string; body?: Buffer },
) {
  const { agent, method = 'GET', path = '/', body } = options;
  const request = httpRequest({ port, host: '127.0.0.1', agent, method, path });
  request.on('error', () => {});
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return {
    status: response.statusCode,
    connection: response.headers.connection,
    body: Buffer.concat(chunks).toString(),
    isReused: request.reusedSocket,
  };
}

const refuseBodies: FetchHandler = async (request) =>
  request.body ? toErrorResponse(new SasError('SAS_BODY_TOO_LARGE')) : text('ok');

describe('keep-alive', () => {
  it('serves many requests over one connection', async () => {
    let connections = 0;
    const server = createServer(
      toNodeHandler(async (request) => text((await request.text()) || request.method)),
    ).on('connection', () => {
      connections += 1;
    });
    await using host = await listen(server);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const bodies: string[] = [];
    for (const [method, body] of [
      ['GET'],
      ['HEAD'],
      ['POST', Buffer.alloc(200_000, 'a')],
      ['DELETE'],
      ['GET'],
    ] as const) {
      bodies.push((await send(host.port, { agent, method, ...(body ? { body } : {}) })).body);
    }
    expect(bodies).toEqual(['GET', '', 'a'.repeat(200_000), 'DELETE', 'GET']);
    expect(connections).toBe(1);
    agent.destroy();
  });

  it('keeps the connection when a refused body has already arrived', async () => {
    await using host = await listen(toNodeHandler(refuseBodies));
    using line = await dial(host.port);
    line.socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc');
    expect(await line.until(/SAS_BODY_TOO_LARGE/)).not.toMatch(/connection: close/i);
    line.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await line.until(/ok$/)).toMatch(/HTTP\/1.1 200 OK/);
  });

  it('a large body that is refused unread closes the connection, and the answer arrives', async () => {
    await using host = await listen(toNodeHandler(refuseBodies));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let turn = 0; turn < 5; turn += 1) {
      const refused = await send(host.port, {
        agent,
        method: 'POST',
        body: Buffer.alloc(20_000_000),
      });
      expect([refused.status, refused.connection]).toEqual([413, 'close']);
      expect(refused.body).toContain('SAS_BODY_TOO_LARGE');
      expect(await send(host.port, { agent })).toMatchObject({ status: 200, body: 'ok' });
    }
    agent.destroy();
  });

  it.each([
    { name: 'without an end', size: 'Transfer-Encoding: chunked' },
    { name: 'of a terabyte', size: 'Content-Length: 1000000000000' },
  ])('does not read a body $name from the connection', async ({ size }) => {
    await using host = await listen(toNodeHandler(refuseBodies));
    using line = await dial(host.port);
    flood(line.socket, `POST / HTTP/1.1\r\nHost: a\r\n${size}\r\n\r\n`);
    expect(await line.untilClosed()).toContain('413');
    expect(line.socket.bytesWritten).toBeLessThan(64_000_000);
  });

  it('does not wait for ever for a body that does not arrive', async () => {
    await using host = await listen(toNodeHandler(refuseBodies));
    using line = await dial(host.port);
    line.socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n');
    expect(await line.untilClosed()).toContain('413');
  });

  it('a late reader of the body of an answered request gets an error', async () => {
    let late: Promise<unknown> | undefined;
    await using host = await listen(
      toNodeHandler(async (request) => {
        late = request.text().catch((error: unknown) => error);
        await new Promise((resolve) => setTimeout(resolve, 20));
        return text('early');
      }),
    );
    using line = await dial(host.port);
    line.socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc');
    await line.until(/early/);
    expect(await late).toBeInstanceOf(Error);
  });
});

describe('pipelining', () => {
  it('answers in the order of the requests', async () => {
    await using host = await listen(
      toNodeHandler(async (request) => {
        const { pathname } = new URL(request.url);
        await new Promise((resolve) => setTimeout(resolve, pathname === '/1' ? 40 : 0));
        return text(`<${pathname} ${await request.text()}>`);
      }),
    );
    using line = await dial(host.port);
    line.socket.write(
      'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhiGET /3 HTTP/1.1\r\nHost: a\r\n\r\n',
    );
    const answers = await line.until(/<\/3/);
    expect(answers.match(/<[^>]*>/g)).toEqual(['</1 >', '</2 hi>', '</3 >']);
  });

  it('notifies every waiting request when the caller disconnects', async () => {
    const left: string[] = [];
    let started = 0;
    await using host = await listen(
      toNodeHandler((request, context) => {
        started += 1;
        return new Promise((resolve) => {
          context?.signal?.addEventListener('abort', () => {
            left.push(new URL(request.url).pathname);
            resolve(new Response());
          });
        });
      }),
    );
    using line = await dial(host.port);
    line.socket.write('GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n');
    await eventually(() => started === 2);
    line.socket.destroy();
    await eventually(() => left.length === 2);
    expect(left.sort()).toEqual(['/1', '/2']);
  });
});

describe('a caller who disconnects', () => {
  it.each(['context', 'request'])(
    'before the answer, aborts the signal of the %s',
    async (which) => {
      const error = vi.fn();
      let signal: AbortSignal | undefined;
      await using host = await listen(
        toNodeHandler(
          async (request, context) => {
            signal = which === 'context' ? context?.signal : request.signal;
            await new Promise((resolve) => signal?.addEventListener('abort', resolve));
            throw signal?.reason;
          },
          { logger: { ...silentLogger, error } },
        ),
      );
      const caller = new AbortController();
      const answer = fetch(host.url, { signal: caller.signal }).catch(() => {});
      await eventually(() => signal !== undefined);
      expect(signal?.aborted).toBe(false);
      caller.abort();
      await answer;
      await eventually(() => signal?.aborted === true);
      expect(error).not.toHaveBeenCalled();
    },
  );

  it('in the middle of its own body: the body fails', async () => {
    let outcome: unknown;
    let signal: AbortSignal | undefined;
    await using host = await listen(
      toNodeHandler(async (request, context) => {
        signal = context?.signal;
        outcome = await request.text().catch((error: unknown) => error);
        return new Response();
      }),
    );
    using line = await dial(host.port);
    line.socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc');
    await eventually(() => signal !== undefined);
    line.socket.destroy();
    await eventually(() => outcome !== undefined);
    expect(outcome).toBeInstanceOf(Error);
    await eventually(() => signal?.aborted === true);
  });

  it('in the middle of the answer: its stream is cancelled', async () => {
    const error = vi.fn();
    const cancel = vi.fn();
    await using host = await listen(
      toNodeHandler(
        async () =>
          new Response(
            new ReadableStream({
              pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
              cancel,
            }),
          ),
        { logger: { ...silentLogger, error } },
      ),
    );
    using line = await dial(host.port);
    line.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await line.until(/200 OK/);
    line.socket.destroy();
    await eventually(() => cancel.mock.calls.length === 1);
    expect(error).not.toHaveBeenCalled();
  });

  it('after the answer: nothing is aborted', async () => {
    let signal: AbortSignal | undefined;
    await using host = await listen(
      toNodeHandler(async (_, context) => {
        signal = context?.signal;
        return text('ok');
      }),
    );
    using line = await dial(host.port);
    line.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await line.until(/ok$/);
    line.socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(signal?.aborted).toBe(false);
  });
});

describe('a slow reader', () => {
  it('slows a stream down', async () => {
    let pulled = 0;
    await using host = await listen(
      toNodeHandler(
        async () =>
          new Response(
            new ReadableStream(
              {
                pull(controller) {
                  pulled += 1;
                  if (pulled > 4000) controller.close();
                  else controller.enqueue(new Uint8Array(65_536));
                },
              },
              { highWaterMark: 0 },
            ),
          ),
      ),
    );
    using line = await dial(host.port);
    line.socket.pause();
    line.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await eventually(() => pulled > 0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    // What two kernel buffers hold, out of 262 MB.
    expect(pulled).toBeLessThan(400);
  });

  it('gets every chunk, and no backlog builds up', async () => {
    const chunk = new Uint8Array(65_536).fill(97);
    const chunks = Array.from({ length: 400 }, () => chunk);
    const server = createServer();
    let buffered = 0;
    server.on('request', (request, response) => {
      const write = response.write.bind(response);
      response.write = ((data: Uint8Array) => {
        const result = write(data);
        buffered = Math.max(buffered, response.writableLength);
        return result;
      }) as typeof response.write;
      toNodeHandler(async () => toBytesResponse(chunks, { headers: {} }))(request, response);
    });
    await using host = await listen(server);
    const { port } = host.server.address() as AddressInfo;
    const request = httpRequest({ port, host: '127.0.0.1' }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    await new Promise((resolve) => setTimeout(resolve, 100));
    let length = 0;
    for await (const part of response) length += part.length;
    expect(length).toBe(400 * 65_536);
    // As much as may wait: the chunks are in memory anyway.
    expect(buffered).toBeGreaterThan(1_000_000);
    expect(buffered).toBeLessThan(1_200_000);
  });
});
