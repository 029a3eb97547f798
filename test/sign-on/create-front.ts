import { once } from 'node:events';
import { createServer, request as forward, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A proxy in front of vendors; its address is fixed before they start. */
export interface Front extends AsyncDisposable {
  /** Its origin. */
  readonly url: string;
  /** Forwards everything to this vendor from now on. */
  lead(vendorUrl: string): void;
  /** The received requests, in order. */
  readonly requests: readonly FrontRequest[];
}

/** A request as a browser sent it. */
interface FrontRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Its `Cookie` header; empty if there is none. */
  readonly cookie: string;
  /** Its `Referer` header. */
  readonly referer: string | undefined;
}

/** Certificate and key, PEM. */
export interface FrontTls {
  readonly cert: string;
  readonly key: string;
}

/** Listens on a free port; over https if a certificate is given. */
export async function createFront({
  tls,
  host = '127.0.0.1',
}: {
  readonly tls?: FrontTls | undefined;
  /** Host name of its address; it listens only on this machine. */
  readonly host?: string | undefined;
} = {}): Promise<Front> {
  let target: URL | undefined;
  const requests: FrontRequest[] = [];

  const serve: RequestListener = (request, response) => {
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      cookie: request.headers.cookie ?? '',
      referer: request.headers.referer,
    });
    if (!target) return response.writeHead(503).end();
    const { hostname, port } = target;
    const { method, url: path, headers } = request;
    const onward = forward({ hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  };

  const server = tls ? createTlsServer({ ...tls }, serve) : createServer(serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://${host}:${port}`,
    requests,
    lead(vendorUrl) {
      target = new URL(vendorUrl);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
