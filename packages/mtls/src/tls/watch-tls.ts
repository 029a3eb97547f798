import type { Server, TlsOptions } from 'node:tls';
import { type Clock, type Logger, systemClock } from '@sas-sos/core';
import { readLogger } from '@sas-sos/fhir-http';
import { createTrustStoreInTurns, type TrustMaterial, type TrustStore } from '../trust-store.js';
import { createTlsOptions } from './create-tls-options.js';
import { type OwnCertificate, type PemIdentity, readPemIdentity } from './identity.js';
import { createPolling } from './polling.js';
import { createDateWatch } from './watch-dates.js';
import { checkFiles, createWatchedFiles, readFirst, takeChange, toPaths } from './watched-files.js';

/** Paths of the files for a server's TLS. */
export interface TlsFiles {
  /** Our certificate, and the intermediate authorities after it; PEM. */
  readonly cert: string;
  /** Its private key; PEM. */
  readonly key: string;
  /** Authorities that vouch for callers, PEM or DER: the root and every intermediate one. */
  readonly ca: string | readonly string[];
  /** Their revocation lists, PEM or DER. */
  readonly crl?: string | readonly string[] | undefined;
}

/** Which files are watched, and how. */
export interface WatchTlsOptions {
  /** The files. */
  readonly files: TlsFiles;
  /** Passphrase of the key. */
  readonly passphrase?: string | undefined;
  /**
   * How often the files are checked, in milliseconds.
   *
   * @defaultValue 10000
   */
  readonly intervalMilliseconds?: number | undefined;
  /** @defaultValue the system clock */
  readonly clock?: Clock | undefined;
  /** @defaultValue logs nothing */
  readonly logger?: Logger | undefined;
}

/** The TLS of a server, as currently stored in its files. */
export interface TlsWatcher {
  /** The current options for `https.createServer`. */
  readonly options: TlsOptions;
  /** Authorities that vouch for callers, for `fromSocket`; follows the files. */
  readonly trust: TrustStore;
  /** Our own current certificate. */
  readonly certificate: OwnCertificate;
  /** Makes a server follow the files until it closes. */
  attach(server: Server): void;
  /** Checks the files now, and resolves once changes are in use; for a SIGHUP. */
  reload(): Promise<void>;
  /** Stops watching the files. */
  close(): void;
}

// prelude: import { type ClientCaller, createClientCertificateGuard, fromSocket } from '@sas-sos/mtls';
// prelude: declare const cert: string, key: string, ca: string, crl: string;
// prelude: declare const logger: import('@sas-sos/core').Logger;
// prelude: declare const callers: readonly ClientCaller[];
// prelude: declare const listener: import('node:http').RequestListener;
/**
 * Loads the TLS of a server from files, and reloads it whenever they change, without a restart and
 * without dropping a request: new connections get the new certificate, open ones continue.
 *
 * Files that cannot be used, such as a half-written file or a key that does not match the
 * certificate, are logged and not taken; the previous content stays in use. From 30 days before our
 * own certificate expires, a warning is logged once a day, and so is a revocation list past its
 * date.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the files cannot be read or used at the start.
 * @example
 * ```ts
 * import { createServer } from 'node:https';
 *
 * const tls = await watchTls({ files: { cert, key, ca, crl }, logger });
 * const guard = createClientCertificateGuard({ callers, source: fromSocket({ trust: tls.trust }) });
 * const server = createServer(tls.options, listener);
 * tls.attach(server);
 * ```
 */
export async function watchTls(options: WatchTlsOptions): Promise<TlsWatcher> {
  const { files, passphrase, clock = systemClock } = options;
  const logger = readLogger(options.logger);
  const { intervalMilliseconds = 10_000 } = options;
  checkFiles(files);
  const authorityPaths = toPaths(files.ca);
  const identityFiles = createWatchedFiles('files.cert', [files.cert, files.key]);
  const trustFiles = createWatchedFiles('files.ca', [...authorityPaths, ...toPaths(files.crl)]);
  const dates = createDateWatch({ clock, logger });
  const servers = new Set<Server>();

  const toIdentity = ([cert, key]: readonly Buffer[]): PemIdentity => ({
    cert: cert as Buffer,
    key: key as Buffer,
    passphrase,
  });
  const toTrust = (contents: readonly Buffer[]): TrustMaterial => ({
    ca: contents.slice(0, authorityPaths.length),
    crl: contents.slice(authorityPaths.length),
  });

  const [identityContents, trustContents] = await Promise.all([
    readFirst(identityFiles),
    readFirst(trustFiles),
  ]);
  let identity = toIdentity(identityContents);
  let certificate = readPemIdentity(identity);
  const trust = await createTrustStoreInTurns(toTrust(trustContents), { clock });
  let tlsOptions = createTlsOptions({ ...identity, trust });

  /** Reloads identity and trust separately: a fault in one does not hold back the other. */
  async function check(): Promise<void> {
    const isIdentityTaken = await takeChange(identityFiles, logger, (contents) => {
      const next = toIdentity(contents);
      certificate = readPemIdentity(next);
      identity = next;
    });
    const isTrustTaken = await takeChange(trustFiles, logger, (contents) =>
      trust.updateInTurns(toTrust(contents)),
    );
    if (isIdentityTaken || isTrustTaken) {
      tlsOptions = createTlsOptions({ ...identity, trust });
      for (const server of servers) server.setSecureContext(tlsOptions);
    }
    dates.checkCertificate(certificate);
    dates.checkLists(trust.revocationLists);
  }

  const polling = createPolling({ intervalMilliseconds, logger, check });
  dates.checkCertificate(certificate);
  dates.checkLists(trust.revocationLists);
  return {
    get options() {
      return tlsOptions;
    },
    trust,
    get certificate() {
      return certificate;
    },
    attach(server) {
      server.setSecureContext(tlsOptions);
      servers.add(server);
      server.once('close', () => servers.delete(server));
    },
    reload: polling.now,
    close: () => void polling.stop(),
  };
}
