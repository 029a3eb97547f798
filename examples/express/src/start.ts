import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { type Logger, systemClock } from '@sas-sos/core';
import { createApp } from './app.js';
import type { Config } from './config.js';
import { importAgenda } from './import/import-agenda.js';
import { openStore } from './open-store.js';
import { createPassword } from './session/secret.js';
import type { SignOnConfig } from './sign-on/sign-on-config.js';
import type { Directory } from './store/store.js';
import { createServer } from './tls/create-server.js';
import { openTls } from './tls/open-tls.js';

type Server = HttpServer | HttpsServer;

/** The product, serving. */
export interface Vendor {
  /** Where it listens. */
  readonly url: string;
  /** Origin that addresses of pages start with. */
  readonly publicUrl: string;
  readonly directory: Directory;
  /** Password of the staff account that was made for this run; none: that of the configuration. */
  readonly generatedPassword: string | undefined;
  /** How regulators sign on; none: they do not. */
  readonly signOn: SignOnConfig | undefined;
  /** Whether `/fhir` lets in the platform alone. */
  readonly isGuarded: boolean;
  /** Looks at the files of certificates and lists now. */
  reload(): Promise<void>;
  /** Answers what is in flight, takes nothing more, and closes the store. */
  close(): Promise<void>;
}

/** What is still in flight after that long is cut off. */
const closingMilliseconds = 8000;

/**
 * Loads the certificates, opens the store, imports the agenda, and serves.
 *
 * @throws ConfigError, StoreError, AgendaFileError, or the error of `listen`.
 */
export async function start(config: Config, logger: Logger): Promise<Vendor> {
  const clock = systemClock;
  const tls = config.tls && (await openTls(config.tls, { clock, logger }));
  const store = await openStore(config, logger);
  try {
    await importAgenda({ file: config.agendaFile, store, clock, logger });
    const directory = await store.readDirectory();
    const server = createServer(tls, logger);
    const connections = watchConnections(server);
    const url = await listen(server, config);
    const publicUrl = config.publicUrl ?? url;
    const generatedPassword = config.staffPassword === undefined ? createPassword() : undefined;
    const staffPassword = config.staffPassword ?? generatedPassword ?? '';
    const { idSystem } = directory;
    const guard = tls?.guard;
    const { signOn } = config;
    if (signOn && !signOn.cookieSecrets && config.databaseUrl !== undefined) {
      logger.warn({}, 'SSO_COOKIE_SECRET is not set: no other instance knows who signed on here');
    }
    server.on(
      'request',
      createApp({ store, publicUrl, idSystem, staffPassword, signOn, guard, logger, clock }),
    );
    return {
      url,
      publicUrl,
      directory,
      generatedPassword,
      signOn,
      isGuarded: tls !== undefined,
      reload: async () => tls?.reload(),
      async close() {
        await closeServer(server, connections);
        tls?.close();
        await store.close();
      },
    };
  } catch (error) {
    tls?.close();
    await store.close();
    throw error;
  }
}

/** The connections that are open. */
function watchConnections(server: Server): ReadonlySet<Socket> {
  const connections = new Set<Socket>();
  const add = (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  };
  // With TLS there are two for each: one counts the bytes of the handshake, the other what follows.
  server.on('connection', add).on('secureConnection', add);
  return connections;
}

async function listen(server: Server, { port, host, tls }: Config): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;
  const scheme = tls?.endsIn === 'node' ? 'https' : 'http';
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${actual}`;
}

/** Lets requests in flight finish; their connections are closed as soon as they are idle. */
async function closeServer(server: Server, connections: ReadonlySet<Socket>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const idle = setInterval(() => {
    server.closeIdleConnections();
    // A connection that never said anything is not idle to Node: it might still begin.
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
  }, 20);
  // Those within a handshake are not among the connections that the server knows of.
  const deadline = setTimeout(() => {
    for (const socket of connections) socket.destroy();
  }, closingMilliseconds);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
}
