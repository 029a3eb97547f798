import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { FetchHandler } from '@sas-sos/core';
import { toBytesResponse } from '@sas-sos/fhir-http';

/** Listens on a free port; `await using` closes it and all its connections. */
export async function listen(listener: RequestListener | Server) {
  const server = typeof listener === 'function' ? createServer(listener) : listener;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    server,
    port,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Opens a raw connection, to send what no client would, and collects the answer. */
export async function dial(port: number) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  return {
    socket,
    received: () => text,
    /** Resolves once the received text matches. */
    async until(pattern: RegExp): Promise<string> {
      while (!pattern.test(text)) await once(socket, 'data', { signal: AbortSignal.timeout(5000) });
      return text;
    },
    /** Resolves with everything received before the other side closed. */
    async untilClosed(): Promise<string> {
      await eventually(() => socket.closed);
      return text;
    },
    [Symbol.dispose]: () => void socket.destroy(),
  };
}

/** Sends a head, then chunks without an end, as fast as the other side takes them. */
export function flood(socket: Socket, head: string): void {
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const pump = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('error', () => {}).on('drain', pump);
  socket.write(head);
  pump();
}

/** What a handler saw of a request. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly basePath: string | undefined;
  readonly remoteAddress: string | undefined;
}

/** Answers with the request that it saw. */
export const mirror: FetchHandler = async (request, context) => {
  const seen: Seen = {
    method: request.method,
    url: request.url,
    headers: [...request.headers],
    body: await request.text(),
    basePath: context?.basePath,
    remoteAddress: context?.remoteAddress,
  };
  return toBytesResponse([new TextEncoder().encode(JSON.stringify(seen))], {
    headers: { 'content-type': 'application/json' },
  });
};

/** Resolves once a condition is true, and fails if it is not within five seconds. */
export async function eventually(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('The condition never became true.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
