import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { SasError } from '@sas-sos/core';

/** A server that listens. */
export interface ListeningServer {
  readonly server: Server;
  /** Its origin, such as `http://127.0.0.1:4000`. */
  readonly url: string;
}

/**
 * Listens; with `tls` over https.
 *
 * @throws SasError `SAS_OPTION_INVALID` when that address cannot be had.
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
  // The URL class leaves a usual port out, as browsers do.
  return { server, url: new URL(`${tls ? 'https' : 'http'}://${name}:${own}`).origin };
}
