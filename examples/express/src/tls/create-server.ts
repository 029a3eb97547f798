import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { Logger } from '@sas-sos/core';
import type { OpenTls } from './open-tls.js';

const limits = {
  // A proxy in front keeps connections for a minute: keep ours a little longer.
  keepAliveTimeout: 65_000,
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
};

/** Creates the server: HTTPS with certificates, HTTP without. */
export function createServer(tls: OpenTls | undefined, logger: Logger): HttpServer | HttpsServer {
  if (!tls?.serverOptions) return createHttpServer(limits);
  const server = createHttpsServer({
    ...limits,
    ...tls.serverOptions,
    handshakeTimeout: 10_000,
  });
  tls.attach(server);
  // A client without TLS, or with an old version: not an error of this server.
  server.on('tlsClientError', ({ code }: NodeJS.ErrnoException, socket) => {
    logger.debug({ code, remoteAddress: socket.remoteAddress }, 'A TLS handshake failed');
  });
  return server;
}
