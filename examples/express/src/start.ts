import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Logger, systemClock } from '@sas-sos/core';
import { createApp } from './app.js';
import { openPlatformFetch, openReporting } from './appointments/open-reporting.js';
import { createAudit } from './audit/create-audit.js';
import type { Config } from './config.js';
import { importAgenda } from './import/import-agenda.js';
import { openOutbox, openStore } from './open-store.js';
import { createClientAddress } from './session/client-address.js';
import { createPassword } from './session/secret.js';
import type { SignOnConfig } from './sign-on/sign-on-config.js';
import type { OpenOutbox } from './store/appointment-book.js';
import type { Directory } from './store/store.js';
import { createServer } from './tls/create-server.js';
import { openTls } from './tls/open-tls.js';
import { warnOfHomeVisits } from './warn-of-home-visits.js';

type Server = HttpServer | HttpsServer;

/** The running product. */
export interface Vendor {
  /** Where it listens. */
  readonly url: string;
  /** Origin of page addresses. */
  readonly publicUrl: string;
  readonly directory: Directory;
  /** Staff password generated for this run; `undefined` if the configuration sets it. */
  readonly generatedPassword: string | undefined;
  /** How regulators sign on; without it they cannot. */
  readonly signOn: SignOnConfig | undefined;
  /** Whether `/fhir` admits only the platform. */
  readonly isGuarded: boolean;
  /** Whether there are certificate files that are watched. */
  readonly hasCertificates: boolean;
  /** Checks the files of certificates and revocation lists now. */
  reload(): Promise<void>;
  /** Stops accepting requests, answers those in flight, stops reporting, and closes the store. */
  close(): Promise<void>;
}

/** Requests still in flight after this time are cut off. */
const closingMilliseconds = 8000;

/**
 * Reports not answered by the platform after this time are abandoned, and sent again at the next
 * start. Together, both limits stay below the time that `main.ts` allows.
 */
const reportingMilliseconds = 3000;

/**
 * Loads the certificates, opens the store, imports the agenda, and serves.
 *
 * @throws ConfigError, StoreError, AgendaFileError, or the error of `listen`.
 */
export async function start(config: Config, logger: Logger): Promise<Vendor> {
  const clock = systemClock;
  const tls = config.tls && (await openTls(config.tls, { clock, logger }));
  const { url: platformUrl, files } = config.platform;
  const fetch = files && (await openPlatformFetch(files, { clock, logger }));
  const store = await openStore(config, logger);
  let outbox: OpenOutbox | undefined;
  try {
    // Before the import, so that a process using the same folder is detected before any write.
    const opened = await openOutbox(store, config);
    outbox = opened;
    await importAgenda({ file: config.agendaFile, store, clock, logger });
    const directory = await store.readDirectory();
    const { idSystem } = directory;
    const reporting = openReporting({
      outbox: opened,
      platformUrl,
      fetch,
      idSystem,
      clock,
      logger,
    });
    const server = createServer(tls, logger);
    const connections = watchConnections(server);
    const url = await listen(server, config);
    const publicUrl = config.publicUrl ?? url;
    const generatedPassword = config.staffPassword === undefined ? createPassword() : undefined;
    const staffPassword = config.staffPassword ?? generatedPassword ?? '';
    const audit = createAudit({
      table: store.audit,
      observer: new URL(publicUrl).host,
      clock,
      logger,
    });
    const guard = tls?.guard;
    const { signOn } = config;
    if (signOn && !signOn.cookieSecrets && config.databaseUrl !== undefined) {
      logger.warn(
        {},
        'SSO_COOKIE_SECRET is not set: other instances cannot read the sign-ons of this one',
      );
    }
    server.on(
      'request',
      createApp({
        store,
        reporting,
        audit,
        publicUrl,
        idSystem,
        staffPassword,
        addressOf: createClientAddress(config.tls?.endsIn === 'proxy' ? config.tls : undefined),
        signOn,
        guard,
        logger,
        clock,
      }),
    );
    const unwatch = audit.watchReports();
    reporting.start();
    const stopping = new AbortController();
    const agenda = store.createAgenda({ publicUrl });
    const warned = warnOfHomeVisits({ agenda, clock, logger, signal: stopping.signal });
    return {
      url,
      publicUrl,
      directory,
      generatedPassword,
      signOn,
      isGuarded: tls !== undefined,
      hasCertificates: tls !== undefined || fetch !== undefined,
      async reload() {
        await Promise.all([tls?.reload(), fetch?.reload()]);
      },
      async close() {
        stopping.abort();
        await closeServer(server, connections);
        tls?.close();
        const stopped = reporting.stop().then(() => fetch?.close());
        await Promise.race([stopped, delay(reportingMilliseconds)]);
        unwatch();
        await warned;
        await opened.close();
        await store.close();
      },
    };
  } catch (error) {
    tls?.close();
    await fetch?.close();
    await outbox?.close();
    await store.close();
    throw error;
  }
}

/** Tracks the open connections. */
function watchConnections(server: Server): ReadonlySet<Socket> {
  const connections = new Set<Socket>();
  const add = (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  };
  // With TLS each has two sockets: one counts the bytes of the handshake, the other the rest.
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
    // Node does not count a connection without any request as idle: one might still come.
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
  }, 20);
  // Connections still in a TLS handshake are not in the server's own list.
  const deadline = setTimeout(() => {
    for (const socket of connections) socket.destroy();
  }, closingMilliseconds);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
}
