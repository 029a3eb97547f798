import { isSasError } from '@sas-sos/core';
import { readBody, withTimeLimit } from '@sas-sos/fhir-http';
import { createRefusal } from '../refuse.js';

/** Asks the provider for something: the answer is there as a whole, or there is none. */
export type ProviderFetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** Milliseconds for which a provider that failed is left alone by those who can wait. */
export const pauseMilliseconds = 2_000;

/** Bytes of an answer: tokens, keys and metadata all have a few thousand. */
const longestAnswer = 1_048_576;

/**
 * Wraps a `fetch` so that every trouble of the provider comes out as one error: no connection, no
 * answer in time, a status of 500 or more, an answer without end.
 *
 * @throws SasError `SAS_SIGN_ON_PROVIDER_UNREACHABLE`, when it is called.
 */
export function createProviderFetch({
  fetch,
  timeLimit,
}: {
  /** @defaultValue the global one, as it is at the time of the call */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds from the question to the end of the answer. */
  readonly timeLimit: number;
}): ProviderFetch {
  return async (url, init) => {
    // Taken when called, so that whatever replaces it in a test is used.
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

/** A code such as `ECONNREFUSED`; nothing of a message, which may hold a URL. */
function toReason(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (/^status \d+$/.test(each.message)) return each.message;
    if (isSasError(each) && each.code === 'SAS_TIME_LIMIT_EXCEEDED') return 'time limit';
    if (isSasError(each) && each.code === 'SAS_BODY_TOO_LARGE') return 'answer too long';
    if ('code' in each && typeof each.code === 'string' && /^[A-Z_]{2,60}$/.test(each.code)) {
      if (!each.code.startsWith('SAS_')) return each.code;
    }
  }
  return 'no answer';
}
