import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import type { FetchHandler } from '@sas-sos/core';
import { toFastifyPlugin } from '@sas-sos/fastify';
import { toNodeHandler } from '@sas-sos/node';
import express from 'express';
import express4 from 'express4';
import fastify from 'fastify';
import fastify4 from 'fastify4';

/** A host with a handler mounted under a prefix, and a JSON echo of its own at `/own`. */
interface StartedHost extends AsyncDisposable {
  readonly port: number;
}

interface HostOptions {
  readonly handler: FetchHandler;
  readonly prefix: string;
  /** Headers that a hook or middleware sets first. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly tls?: TlsOptions;
}

type StartHost = (options: HostOptions) => Promise<StartedHost>;

async function listen(listener: RequestListener, tls: TlsOptions | undefined) {
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

const onExpress =
  (create: typeof express): StartHost =>
  ({ handler, prefix, headers = {}, tls }) => {
    const app = create();
    app.use((_request, response, next) => {
      response.set(headers);
      next();
    });
    app.use(prefix, toNodeHandler(handler));
    app.post('/own', create.json(), (request, response) => void response.json(request.body));
    return listen(app, tls);
  };

const onFastify =
  (create: typeof fastify): StartHost =>
  async ({ handler, prefix, headers = {}, tls }) => {
    // `https` is no option of the type of a plain server.
    const app = create({ forceCloseConnections: true, ...(tls && ({ https: tls } as object)) });
    app.addHook('onRequest', async (_request, reply) => void reply.headers(headers));
    app.register(toFastifyPlugin(handler), { prefix });
    app.post('/own', async (request) => request.body);
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { port: portOf(app.server), [Symbol.asyncDispose]: () => app.close() };
  };

const onNode: StartHost = ({ handler, prefix, headers = {}, tls }) => {
  const mounted = toNodeHandler(handler, { basePath: prefix });
  return listen((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.url !== '/own') return mounted(request, response);
    request.pipe(response.setHeader('content-type', 'application/json'));
  }, tls);
};

/** The hosts that run in Node, each with the same scenarios. */
export const nodeHosts: readonly { readonly host: string; readonly start: StartHost }[] = [
  { host: 'node:http', start: onNode },
  { host: 'Express 5', start: onExpress(express) },
  { host: 'Express 4', start: onExpress(express4) },
  { host: 'Fastify 5', start: onFastify(fastify) },
  // The methods used here are the same in both versions; their types are not.
  { host: 'Fastify 4', start: onFastify(fastify4 as unknown as typeof fastify) },
];
