import { type Clock, type Logger, systemClock } from '@sas-sos/core';
import { readLogger } from '@sas-sos/fhir-http';
import { type PemIdentity, type PfxIdentity, readPemIdentity } from '../tls/identity.js';
import { createPolling } from '../tls/polling.js';
import { createDateWatch } from '../tls/watch-dates.js';
import {
  checkFiles,
  createWatchedFiles,
  readFirst,
  takeChange,
  toPaths,
} from '../tls/watched-files.js';
import {
  createMutualTlsFetch,
  type MutualTlsFetch,
  type OutboundIdentity,
  type OutboundLimits,
} from './create-mutual-tls-fetch.js';

/** Paths of the files for a fetch that presents our certificate. */
export type OutboundFiles = (
  | {
      /** Our certificate, and the intermediate authorities after it; PEM. */
      readonly cert: string;
      /** Its private key; PEM. */
      readonly key: string;
    }
  | {
      /** Certificate and key, PKCS#12. */
      readonly pfx: string;
    }
) & {
  /**
   * Authorities of the server's certificate, PEM or DER.
   *
   * @defaultValue the authorities built into Node
   */
  readonly ca?: string | readonly string[] | undefined;
};

/** Which files are watched, and how. */
export interface WatchMutualTlsFetchOptions {
  /** The files. */
  readonly files: OutboundFiles;
  /** Passphrase of the key or of the PKCS#12 file. */
  readonly passphrase?: string | undefined;
  /** Timeouts and the number of connections. */
  readonly limits?: OutboundLimits | undefined;
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

/** A `fetch` that presents our certificate as currently stored in its files. */
export interface WatchedMutualTlsFetch extends MutualTlsFetch {
  /** Checks the files now, and resolves once changes are in use. */
  reload(): Promise<void>;
}

// prelude: declare const cert: string, key: string, ca: string;
// prelude: declare const logger: import('@sas-sos/core').Logger;
/**
 * Creates a `fetch` that presents our certificate, from files that are checked regularly: changes
 * are used from the next request on. Files that cannot be used are logged and not taken. From 30
 * days before a PEM certificate expires, a warning is logged once a day. `close` also stops
 * watching.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the files cannot be read or used at the start.
 * @example
 * ```ts
 * const fetch = await watchMutualTlsFetch({ files: { cert, key, ca }, logger });
 * ```
 */
export async function watchMutualTlsFetch(
  options: WatchMutualTlsFetchOptions,
): Promise<WatchedMutualTlsFetch> {
  const { files, passphrase, limits, clock = systemClock } = options;
  const logger = readLogger(options.logger);
  checkFiles(files);
  const own = 'pfx' in files ? [files.pfx] : [files.cert, files.key];
  const option = 'pfx' in files ? 'files.pfx' : 'files.cert';
  const watched = createWatchedFiles(option, [...own, ...toPaths(files.ca)]);
  const dates = createDateWatch({ clock, logger });
  let identity = toIdentity(await readFirst(watched));
  const call = createMutualTlsFetch({ ...identity, limits });

  function toIdentity(contents: readonly Buffer[]): OutboundIdentity {
    const [first, second] = contents as readonly [Buffer, Buffer];
    const pair: PemIdentity | PfxIdentity =
      'pfx' in files ? { pfx: first, passphrase } : { cert: first, key: second, passphrase };
    return files.ca === undefined ? pair : { ...pair, ca: contents.slice(own.length) };
  }

  function checkDates(): void {
    if ('cert' in identity) dates.checkCertificate(readPemIdentity(identity));
  }

  const polling = createPolling({
    intervalMilliseconds: options.intervalMilliseconds ?? 10_000,
    logger,
    async check() {
      await takeChange(watched, logger, (contents) => {
        const next = toIdentity(contents);
        call.update(next);
        identity = next;
      });
      checkDates();
    },
  });
  checkDates();
  return Object.assign(call, {
    reload: polling.now,
    close: ((close) => async () => {
      await polling.stop();
      await close();
    })(call.close),
  });
}
