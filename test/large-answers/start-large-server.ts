import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';

/** How a server answers too much: without an end, or with much in little (800 MB in 0.8 MB). */
export type LargeBody = 'endless' | 'gzip bomb';

/** A real server that answers every request with too much. */
export interface LargeServer extends AsyncDisposable {
  readonly url: string;
  /** Bytes that were accepted for sending. */
  readonly sent: number;
  /** Answers that are still being sent. */
  readonly open: number;
}

const chunk = Buffer.alloc(65_536, '{"resourceType":"OperationOutcome"} ');
const bombs = 50;

/** Starts a server that answers with this status, these headers, and too much. */
export async function startLargeServer(
  body: LargeBody,
  status: number,
  headers: OutgoingHttpHeaders = {},
): Promise<LargeServer> {
  // The format allows members one after another.
  const bomb = body === 'gzip bomb' ? gzipSync(Buffer.alloc(16_777_216, ' ')) : chunk;
  let sent = 0;
  let open = 0;

  function* produce() {
    for (let count = 0; body === 'endless' || count < bombs; count += 1) {
      sent += bomb.byteLength;
      yield bomb;
    }
  }

  const server = createServer(async (request, response) => {
    request.resume();
    open += 1;
    response.once('close', () => {
      open -= 1;
    });
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(body === 'gzip bomb' ? { 'content-encoding': 'gzip' } : {}),
      ...headers,
    });
    // Fails once the caller has left.
    await pipeline(produce(), response).catch(() => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get sent() {
      return sent;
    },
    get open() {
      return open;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
