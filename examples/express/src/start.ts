import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Logger, systemClock } from '@sas-sos/core';
import { createApp } from './app.js';
import type { Config } from './config.js';
import { importAgenda } from './import/import-agenda.js';
import { openStore } from './open-store.js';
import { createPassword } from './session/secret.js';
import type { Directory } from './store/store.js';

/** The product, serving. */
export interface Vendor {
  /** Where it listens. */
  readonly url: string;
  /** Origin that addresses of pages start with. */
  readonly publicUrl: string;
  readonly directory: Directory;
  /** Password of the staff account that was made for this run; none: that of the configuration. */
  readonly generatedPassword: string | undefined;
  /** Answers what is in flight, takes nothing more, and closes the store. */
  close(): Promise<void>;
}

/** What is still in flight after that long is cut off. */
const closingMilliseconds = 8000;

/**
 * Opens the store, imports the agenda, and serves.
 *
 * @throws StoreError, AgendaFileError, or the error of `listen`.
 */
export async function start(config: Config, logger: Logger): Promise<Vendor> {
  const clock = systemClock;
  const store = await openStore(config, logger);
  try {
    await importAgenda({ file: config.agendaFile, store, clock, logger });
    const directory = await store.readDirectory();
    const server = createServer({
      // A proxy in front keeps its connections for a minute: ours live a little longer.
      keepAliveTimeout: 65_000,
      headersTimeout: 15_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 5_000,
    });
    const connections = watchConnections(server);
    const url = await listen(server, config);
    const publicUrl = config.publicUrl ?? url;
    const generatedPassword = config.staffPassword === undefined ? createPassword() : undefined;
    const staffPassword = config.staffPassword ?? generatedPassword ?? '';
    const { idSystem } = directory;
    server.on('request', createApp({ store, publicUrl, idSystem, staffPassword, logger, clock }));
    return {
      url,
      publicUrl,
      directory,
      generatedPassword,
      async close() {
        await closeServer(server, connections);
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The connections that are open. */
function watchConnections(server: Server): ReadonlySet<Socket> {
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  return connections;
}

async function listen(server: Server, { port, host }: Config): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
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
  const deadline = setTimeout(() => server.closeAllConnections(), closingMilliseconds);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
}
