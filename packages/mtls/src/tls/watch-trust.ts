import { type Clock, type Logger, systemClock } from '@sas-sos/core';
import { readLogger } from '@sas-sos/fhir-http';
import { createTrustStoreInTurns, type TrustMaterial, type TrustStore } from '../trust-store.js';
import { createPolling } from './polling.js';
import { createDateWatch } from './watch-dates.js';
import type { TlsFiles } from './watch-tls.js';
import { checkFiles, createWatchedFiles, readFirst, takeChange, toPaths } from './watched-files.js';

/** Which files are watched, and how. */
export interface WatchTrustOptions {
  /** Authorities and their revocation lists. */
  readonly files: Pick<TlsFiles, 'ca' | 'crl'>;
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

/** Authorities and revocation lists, as currently stored in their files. */
export interface TrustWatcher {
  /** Authorities that vouch for callers, for `fromProxyHeader`; follows the files. */
  readonly trust: TrustStore;
  /** Checks the files now, and resolves once changes are in use; for a SIGHUP. */
  reload(): Promise<void>;
  /** Stops watching the files. */
  close(): void;
}

// prelude: import { createNginxPreset, fromProxyHeader, type ProxyProof } from '@sas-sos/mtls';
// prelude: declare const proxy: ProxyProof;
/**
 * Loads authorities and revocation lists from files, and reloads them whenever they change, for
 * servers behind a proxy that terminates TLS; use `watchTls` for servers that terminate it
 * themselves.
 *
 * Files that cannot be used are logged and not taken; the previous content stays in use. A list
 * past its date is logged once a day.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the files cannot be read or used at the start.
 * @example
 * ```ts
 * const { trust } = await watchTrust({ files: { ca: 'igc-sante.pem', crl: 'igc-sante-crl.pem' } });
 * const source = fromProxyHeader({ preset: createNginxPreset(), proxy, trust });
 * ```
 */
export async function watchTrust(options: WatchTrustOptions): Promise<TrustWatcher> {
  const { files, clock = systemClock } = options;
  const logger = readLogger(options.logger);
  const { intervalMilliseconds = 10_000 } = options;
  checkFiles(files);
  const authorityPaths = toPaths(files.ca);
  const watched = createWatchedFiles('files.ca', [...authorityPaths, ...toPaths(files.crl)]);
  const dates = createDateWatch({ clock, logger });
  const toMaterial = (contents: readonly Buffer[]): TrustMaterial => ({
    ca: contents.slice(0, authorityPaths.length),
    crl: contents.slice(authorityPaths.length),
  });
  const trust = await createTrustStoreInTurns(toMaterial(await readFirst(watched)), { clock });

  async function check(): Promise<void> {
    await takeChange(watched, logger, (contents) => trust.updateInTurns(toMaterial(contents)));
    dates.checkLists(trust.revocationLists);
  }

  const polling = createPolling({ intervalMilliseconds, logger, check });
  dates.checkLists(trust.revocationLists);
  return { trust, reload: polling.now, close: () => void polling.stop() };
}
