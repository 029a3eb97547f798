import { createServer, type RequestListener, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createServerEnd } from './listen.js';

let end: () => Promise<void> = async () => {};
afterEach(() => end());

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  end = createServerEnd(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('a server that ends', () => {
  it('answers requests in flight, and accepts no new ones', async () => {
    let answer = () => {};
    const port = await serve((_, response) => {
      answer = () => response.end('late');
    });
    const call = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
    await expect.poll(() => String(answer).includes('late')).toBe(true);
    const ended = end();
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow(TypeError);
    answer();
    expect(await call).toBe('late');
    await ended;
  });

  it('cuts event streams and idle connections at once', async () => {
    const port = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\n\n');
    });
    const idle = connect(port, '127.0.0.1');
    const closed = new Promise((resolve) => idle.once('close', resolve));
    await new Promise<void>((resolve) => {
      const call = request({ port }, (response) => response.once('data', () => resolve()));
      call.on('error', () => {});
      call.end();
    });
    const startedAt = performance.now();
    await end();
    await closed;
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
