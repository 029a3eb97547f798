import { type Clock, type Logger, silentLogger, systemClock } from '@sas-sos/core';
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

/** Paths of the files that a fetch with our certificate is made of. */
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
   * Authorities of the other end's server certificate, PEM or DER.
   *
   * @defaultValue those that Node knows
   */
  readonly ca?: string | readonly string[] | undefined;
};

/** What is watched, and how. */
export interface WatchMutualTlsFetchOptions {
  /** The files. */
  readonly files: OutboundFiles;
  /** What the key, or the PKCS#12 file, is encrypted with. */
  readonly passphrase?: string | undefined;
  /** How long to wait, and how much at once. */
  readonly limits?: OutboundLimits | undefined;
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

/** A `fetch` that presents our certificate as its files are at the moment. */
export interface WatchedMutualTlsFetch extends MutualTlsFetch {
  /** Looks at the files now, and resolves once they are taken. */
  reload(): Promise<void>;
}

// prelude: declare const cert: string, key: string, ca: string;
// prelude: declare const logger: import('@sas-sos/core').Logger;
/**
 * Makes a `fetch` that presents our certificate, from files that are looked at again and again:
 * what changed is used from the next request on. What cannot be used is not taken and is told to the
 * logger. From 30 days before a certificate in PEM ends it is told once a day. `close` ends the
 * watch too.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the files cannot be read or used to begin with.
 * @example
 * ```ts
 * const fetch = await watchMutualTlsFetch({ files: { cert, key, ca }, logger });
 * ```
 */
export async function watchMutualTlsFetch(
  options: WatchMutualTlsFetchOptions,
): Promise<WatchedMutualTlsFetch> {
  const { files, passphrase, limits, clock = systemClock, logger = silentLogger } = options;
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
