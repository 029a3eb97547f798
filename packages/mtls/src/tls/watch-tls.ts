import type { Server, TlsOptions } from 'node:tls';
import { type Clock, type Logger, silentLogger, systemClock } from '@sas-sos/core';
import { createTrustStore, type TrustMaterial, type TrustStore } from '../trust-store.js';
import { createTlsOptions } from './create-tls-options.js';
import { type OwnCertificate, type PemIdentity, readPemIdentity } from './identity.js';
import { createPolling } from './polling.js';
import { createDateWatch } from './watch-dates.js';
import { checkFiles, createWatchedFiles, readFirst, takeChange, toPaths } from './watched-files.js';

/** Paths of the files that a server's TLS is made of. */
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

/** What is watched, and how. */
export interface WatchTlsOptions {
  /** The files. */
  readonly files: TlsFiles;
  /** What the key is encrypted with. */
  readonly passphrase?: string | undefined;
  /**
   * How often the files are looked at, in milliseconds.
   *
   * @defaultValue 10000
   */
  readonly intervalMilliseconds?: number | undefined;
  /** @defaultValue the machine's own */
  readonly clock?: Clock | undefined;
  /** @defaultValue says nothing */
  readonly logger?: Logger | undefined;
}

/** The TLS of a server, as its files are at the moment. */
export interface TlsWatcher {
  /** What `https.createServer` is given, as of now. */
  readonly options: TlsOptions;
  /** Who vouches for callers, for `fromSocket`; follows the files. */
  readonly trust: TrustStore;
  /** Our own certificate, as of now. */
  readonly certificate: OwnCertificate;
  /** Has a server follow the files, from now until it closes. */
  attach(server: Server): void;
  /** Looks at the files now, and resolves once they are taken; for a SIGHUP. */
  reload(): Promise<void>;
  /** Stops looking at the files. */
  close(): void;
}

// prelude: import { type ClientCaller, createClientCertificateGuard, fromSocket } from '@sas-sos/mtls';
// prelude: declare const cert: string, key: string, ca: string, crl: string;
// prelude: declare const logger: import('@sas-sos/core').Logger;
// prelude: declare const callers: readonly ClientCaller[];
// prelude: declare const listener: import('node:http').RequestListener;
/**
 * Loads the TLS of a server from files, and again whenever they change, without a restart and
 * without dropping a request: new connections get the new certificate, those open go on.
 *
 * What cannot be used, such as a file written by half or a key that is not the certificate's, is
 * not taken and is told to the logger; what was there before stays. From 30 days before our own
 * certificate ends it is told once a day, and so is a revocation list past its date.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the files cannot be read or used to begin with.
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
  const { files, passphrase, clock = systemClock, logger = silentLogger } = options;
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
  const trust = createTrustStore(toTrust(trustContents), { clock });
  let tlsOptions = createTlsOptions({ ...identity, trust });

  /** Takes what changed, each of the two for itself: one that is wrong does not hold back the other. */
  async function check(): Promise<void> {
    const isIdentityTaken = await takeChange(identityFiles, logger, (contents) => {
      const next = toIdentity(contents);
      certificate = readPemIdentity(next);
      identity = next;
    });
    const isTrustTaken = await takeChange(trustFiles, logger, (contents) =>
      trust.update(toTrust(contents)),
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
