import { isSasError } from '@sas-sos/core';
import { readBody, withTimeLimit } from '@sas-sos/fhir-http';
import { createRefusal } from '../refuse.js';

/** Sends a request to the provider; resolves only once the whole answer was received. */
export type ProviderFetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** Milliseconds after a failure during which callers that can wait do not ask the provider. */
export const pauseMilliseconds = 2_000;

/** Maximum bytes of an answer: tokens, keys and metadata all have a few thousand. */
const longestAnswer = 1_048_576;

/**
 * Wraps a `fetch` so that every problem of the provider becomes the same error: no connection, no
 * answer in time, a status of 500 or more, an answer that is too long.
 *
 * @throws SasError `SAS_SIGN_ON_PROVIDER_UNREACHABLE`, when it is called.
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
  return async (url, init) => {
    // Read at each call, so that a replacement in a test is used.
    const send = fetch ?? globalThis.fetch;
    try {
      return await withTimeLimit(
        async (signal) => {
          const response = await send(url, { ...init, redirect: 'manual', signal });
          const { status, headers } = response;
          const body = await readBody(response, { limit: longestAnswer, signal });
          if (status >= 500) throw unreachable(`status ${status}`);
          const isBodiless = [204, 205, 304].includes(status);
          return new Response(isBodiless ? null : body, { status, headers });
        },
        { milliseconds: timeLimit },
      );
    } catch (error) {
      throw unreachable(toReason(error));
    }
  };
}

function unreachable(reason: string) {
  return createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', reason);
}

/** A code such as `ECONNREFUSED`; never a message, which may contain a URL. */
function toReason(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (/^status \d+$/.test(current.message)) return current.message;
    if (isSasError(current) && current.code === 'SAS_TIME_LIMIT_EXCEEDED') return 'time limit';
    if (isSasError(current) && current.code === 'SAS_ANSWER_TOO_LARGE') return current.code;
    if (
      'code' in current &&
      typeof current.code === 'string' &&
      /^[A-Z_]{2,60}$/.test(current.code)
    ) {
      if (!current.code.startsWith('SAS_')) return current.code;
    }
  }
  return 'no answer';
}
