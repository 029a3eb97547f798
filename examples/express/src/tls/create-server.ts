import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { Logger } from '@sas-sos/core';
import type { OpenTls } from './open-tls.js';

const limits = {
  // A proxy in front keeps its connections for a minute: ours live a little longer.
  keepAliveTimeout: 65_000,
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
};

/** Creates the server: HTTPS with its certificates, or HTTP when there are none. */
export function createServer(tls: OpenTls | undefined, logger: Logger): HttpServer | HttpsServer {
  if (!tls?.serverOptions) return createHttpServer(limits);
  const server = createHttpsServer({
    ...limits,
    ...tls.serverOptions,
    handshakeTimeout: 10_000,
  });
  tls.attach(server);
  // Whoever does not speak TLS, or an old one: nothing of ours is wrong.
  server.on('tlsClientError', ({ code }: NodeJS.ErrnoException, socket) => {
    logger.debug({ code, remoteAddress: socket.remoteAddress }, 'A TLS handshake failed');
  });
  return server;
}
