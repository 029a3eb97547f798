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
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), timeLimit);
    try {
      const request = fetch ?? globalThis.fetch;
      const response = await request(url, {
        ...init,
        redirect: 'manual',
        signal: controller.signal,
      });
      const body = await readAll(response);
      if (response.status >= 500) throw unreachable(`status ${response.status}`);
      const isBodiless = [204, 205, 304].includes(response.status);
      return new Response(isBodiless ? null : body, {
        status: response.status,
        headers: response.headers,
      });
    } catch (error) {
      throw unreachable(controller.signal.aborted ? 'time limit' : toReason(error));
    } finally {
      clearTimeout(timer);
    }
  };
}

async function readAll(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > longestAnswer) throw unreachable('answer too long');
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

function unreachable(reason: string) {
  return createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', reason);
}

/** A code such as `ECONNREFUSED`; nothing of a message, which may hold a URL. */
function toReason(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (/^status \d+$|^answer too long$/.test(each.message)) return each.message;
    if ('code' in each && typeof each.code === 'string' && /^[A-Z_]{2,60}$/.test(each.code)) {
      if (!each.code.startsWith('SAS_')) return each.code;
    }
  }
  return 'no answer';
}
