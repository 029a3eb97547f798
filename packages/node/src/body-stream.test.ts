import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
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
