import { readBody, toBytesResponse, withTimeLimit } from '@sas-sos/fhir-http';
import { refuseConnection } from './refuse-connection.js';
import { refuseStatus } from './refuse-status.js';

/**
 * Sends a request to the provider; resolves only once the whole answer was received: the response
 * is one of `toBytesResponse`.
 */
export type ProviderFetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** Milliseconds after a failure during which callers that can wait do not ask the provider. */
export const pauseMilliseconds = 2_000;

/** Maximum bytes of an answer: tokens, keys and metadata all have a few thousand. */
const longestAnswer = 1_048_576;

/**
 * Wraps a `fetch` so that every problem of the provider becomes one of two errors: a wrong setting,
 * such as an authority that is not trusted, or an outage: no connection, no answer in time, a
 * status of 500 or more, an answer that is too long.
 *
 * @throws SasError `SAS_SIGN_ON_PROVIDER_UNREACHABLE`, `SAS_SIGN_ON_PROVIDER_MISCONFIGURED`, when it
 *   is called.
 */
export function createProviderFetch({
  fetch,
  timeLimit,
}: {
  /** @defaultValue the global one at the time of the call */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds from the request to the end of the answer. */
  readonly timeLimit: number;
}): ProviderFetch {
  async function send(url: string | URL, init?: RequestInit): Promise<Response> {
    // Read at each call, so that a replacement in a test is used.
    const request = fetch ?? globalThis.fetch;
    try {
      return await withTimeLimit(
        async ({ signal }) => {
          const response = await request(url, { ...init, redirect: 'manual', signal });
          const { status, headers } = response;
          const body = await readBody(response, { limit: longestAnswer, signal });
          const isBodiless = [204, 205, 304].includes(status);
          return toBytesResponse(isBodiless ? [] : [body], { status, headers });
        },
        { milliseconds: timeLimit },
      );
    } catch (error) {
      throw refuseConnection(error);
    }
  }

  return async (url, init) => {
    const response = await send(url, init);
    if (response.status >= 500) throw refuseStatus('provider', response.status);
    return response;
  };
}
