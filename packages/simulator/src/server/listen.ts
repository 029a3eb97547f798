import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { SasError } from '@sas-sos/core';

/** A listening server. */
export interface ListeningServer {
  readonly server: Server;
  /** Its origin, such as `http://127.0.0.1:4000`. */
  readonly url: string;
}

/**
 * Starts a server; with `tls` over https.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the address is not available.
 */
export async function listen(
  {
    host,
    port,
    tls,
  }: {
    readonly host: string;
    readonly port: number;
    readonly tls: TlsOptions | undefined;
  },
  listener: RequestListener,
): Promise<ListeningServer> {
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw SasError.ofOption(
      'port',
      code === 'EADDRINUSE'
        ? 'something else listens there; end it, or give another.'
        : `it cannot be listened on (${code}).`,
    );
  }
  const { port: own } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  // The URL class omits a default port, as browsers do.
  return { server, url: new URL(`${tls ? 'https' : 'http'}://${name}:${own}`).origin };
}

/** Maximum wait for requests in flight. */
const patienceMilliseconds = 5000;

/**
 * Creates the function that stops a server: no new connection is accepted, event streams are cut,
 * and requests in flight are answered, within five seconds.
 */
export function createServerEnd(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  const open = new Set<ServerResponse>();
  let ended: Promise<void> | undefined;
  // Node counts a connection that has sent nothing yet as busy.
  server.on('setSecureContext' in server ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (ended) socket.destroy();
  });
  server.prependListener('request', (_request, response: ServerResponse) => {
    open.add(response);
    // This also makes Node remember later headers: it forgets those of a direct `writeHead`.
    response.setHeader('x-content-type-options', 'nosniff');
    response.once('close', () => {
      open.delete(response);
      if (ended) setImmediate(() => server.closeIdleConnections());
    });
  });

  return () => {
    ended ??= new Promise((resolve) => {
      const timer = setTimeout(() => server.closeAllConnections(), patienceMilliseconds);
      server.close(() => {
        clearTimeout(timer);
        resolve();
      });
      const busy = new Set([...open].map(({ socket }) => socket));
      for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
      for (const response of open) endAfter(response);
    });
    return ended;
  };
}

/** Closes the connection after its answer; at once if the answer would never end. */
function endAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
  else if (/^text\/event-stream/i.test(String(response.getHeader('content-type')))) {
    response.destroy();
  }
}
