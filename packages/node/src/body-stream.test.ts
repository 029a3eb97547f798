import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createBodyStream } from './body-stream.js';
import type { NodeRequest } from './node-message.js';
import { dial, eventually, listen } from './server.fixture.js';
import { toNodeHandler } from './to-node-handler.js';

const sent = 30_000_000;
// More than Node itself reads before it stops.
const mostTaken = 2_000_000;

describe('a sender is held back', () => {
  it.each([
    { name: 'while nobody reads the body', chunks: 0 },
    { name: 'after a reader that stopped at the first chunk', chunks: 1 },
  ])('$name, and gives the rest when it is read', async ({ chunks }) => {
    let taken: Socket | undefined;
    let readOn: () => void = () => {};
    const paused = new Promise<void>((resolve) => {
      readOn = resolve;
    });
    let isWaiting = false;
    const server = createServer(
      toNodeHandler(async (request) => {
        const reader = request.body?.getReader();
        let length = 0;
        const read = async () => {
          const { value } = (await reader?.read()) ?? {};
          length += value?.byteLength ?? 0;
          return value !== undefined;
        };
        for (let chunk = 0; chunk < chunks; chunk += 1) await read();
        isWaiting = true;
        await paused;
        while (await read());
        return new Response(`read ${length}`);
      }),
    ).on('connection', (socket) => {
      taken = socket;
    });
    await using host = await listen(server);
    using line = await dial(host.port);
    line.socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${sent}\r\n\r\n`);
    line.socket.write(Buffer.alloc(sent));

    await eventually(() => isWaiting);
    await delay(300);
    expect(taken?.bytesRead).toBeLessThan(mostTaken);
    readOn();
    await line.until(new RegExp(`read ${sent}`));
  });
});

describe('createBodyStream', () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  function open() {
    const body = new PassThrough();
    return { body, ...createBodyStream(body as unknown as NodeRequest) };
  }

  it('takes nothing from the request before a reader asks for it', async () => {
    const { body, stream, release } = open();
    body.write('a');
    await turn();
    expect([body.readableFlowing, body.readableLength]).toEqual([null, 1]);
    release();
    expect(body.readableFlowing).toBe(null);
    body.end('b');
    expect(await new Response(stream).text()).toBe('ab');
  });

  it('leaves what comes later to another reader once its own has stopped', async () => {
    const { body, stream } = open();
    const reader = stream.getReader();
    body.write('a');
    expect((await reader.read()).done).toBe(false);
    // Waits for more when it is cancelled.
    const next = reader.read();
    await reader.cancel();
    expect((await next).done).toBe(true);
    expect([body.isPaused(), body.listenerCount('data')]).toEqual([true, 0]);
    const rest: string[] = [];
    body.on('data', (chunk) => rest.push(String(chunk))).resume();
    body.end('b');
    await turn();
    expect(rest).toEqual(['b']);
  });

  it('can be cancelled before it was read', async () => {
    const { body, stream } = open();
    await stream.cancel();
    expect(body.listenerCount('data')).toBe(0);
  });

  it.each([
    { name: 'left before the body was read', isBegun: false },
    { name: 'leaves while the body is read', isBegun: true },
  ])('fails when the caller $name', async ({ isBegun }) => {
    const { body, stream } = open();
    const read = () => expect(new Response(stream).text()).rejects.toThrow();
    const begun = isBegun ? read() : undefined;
    await turn();
    body.destroy();
    await turn();
    await (begun ?? read());
  });

  it('fails for a late reader once it is released, and holds the sender back', async () => {
    const { body, stream, release } = open();
    const text = new Response(stream).text();
    await turn();
    release();
    await expect(text).rejects.toThrow();
    expect([body.isPaused(), body.listenerCount('data')]).toEqual([true, 0]);
    expect(() => body.emit('error', new Error('reset'))).not.toThrow();
  });
});
