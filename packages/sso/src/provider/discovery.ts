import type { Clock } from '@sas-sos/core';
import { type ProviderFetch, pauseMilliseconds } from './provider-fetch.js';
import { type ProviderMetadata, parseProviderMetadata } from './provider-metadata.js';

const freshMilliseconds = 3_600_000;

/** Minimum milliseconds between two requests for a document that may be outdated. */
const leastRenewal = 10_000;

/** Reads the discovery document of a provider. */
export interface Discovery {
  /**
   * Returns the metadata: fetched at the first use, once for all waiting callers, and again in the
   * background when it is an hour old. After a failure the provider is left alone for two seconds;
   * the next caller after that fetches it again.
   *
   * @throws SasError `SAS_SIGN_ON_PROVIDER_UNREACHABLE`, `SAS_SIGN_ON_PROVIDER_MISCONFIGURED`
   */
  read(): Promise<ProviderMetadata>;
  /**
   * Returns the metadata that took the place of those with which a request failed, fetched again if
   * necessary, at most every ten seconds; `undefined` if there are none, or if they are the same.
   */
  renew(outdated: ProviderMetadata): Promise<ProviderMetadata | undefined>;
}

/** Creates a reader of a discovery document. */
export function createDiscovery({
  issuer,
  discoveryUrl,
  fetch,
  clock,
}: {
  readonly issuer: string;
  readonly discoveryUrl: string;
  readonly fetch: ProviderFetch;
  readonly clock: Clock;
}): Discovery {
  let cached: { readonly metadata: ProviderMetadata; readonly readAt: number } | undefined;
  let failed: { readonly error: unknown; readonly at: number } | undefined;
  let pending: Promise<ProviderMetadata> | undefined;
  let renewedAt: number | undefined;

  async function fetchDocument(): Promise<ProviderMetadata> {
    try {
      const response = await fetch(discoveryUrl, { headers: { accept: 'application/json' } });
      const metadata = await parseProviderMetadata(response, issuer);
      cached = { metadata: keepIfSame(metadata), readAt: clock.now() };
      failed = undefined;
      return cached.metadata;
    } catch (error) {
      failed = { error, at: clock.now() };
      throw error;
    } finally {
      pending = undefined;
    }
  }

  /** Keeps the object, by which callers see that nothing changed. */
  function keepIfSame(metadata: ProviderMetadata): ProviderMetadata {
    const former = cached?.metadata;
    return former && JSON.stringify(former) === JSON.stringify(metadata) ? former : metadata;
  }

  /** Whether the last failure is too recent to ask again. */
  function isPausing(): boolean {
    return failed !== undefined && Math.abs(clock.now() - failed.at) < pauseMilliseconds;
  }

  return {
    async read() {
      const isFresh = cached && Math.abs(clock.now() - cached.readAt) < freshMilliseconds;
      if (cached && isFresh) return cached.metadata;
      if (isPausing() && !cached) throw failed?.error;
      if (!pending && !isPausing()) pending = fetchDocument();
      if (!cached) return pending as Promise<ProviderMetadata>;
      pending?.catch(() => {});
      return cached.metadata;
    },

    async renew(outdated) {
      if (cached?.metadata === outdated) {
        const isTooSoon =
          renewedAt !== undefined && Math.abs(clock.now() - renewedAt) < leastRenewal;
        if (!pending && !isTooSoon && !isPausing()) {
          renewedAt = clock.now();
          pending = fetchDocument();
        }
        // The caller already has an error to report.
        await pending?.catch(() => {});
      }
      return cached?.metadata === outdated ? undefined : cached?.metadata;
    },
  };
}
