import { SasError } from '@sas-sos/core';
import type { Bytes } from './bytes.js';
import type { ReadableRequest, ReadBodyOptions, WholeBody } from './readable-request.js';

/**
 * Reads the whole body of a request, or of an answer from `fetch`; empty if there is none.
 *
 * @throws SasError over the limit, by `Content-Length` or while reading: `SAS_BODY_TOO_LARGE` for a
 *   request, `SAS_ANSWER_TOO_LARGE` for an answer. `SAS_BODY_UNREADABLE` when the body ends too
 *   early. The reason of the signal once it is aborted.
 */
export async function readBody(
  message: Request | Response,
  { limit, signal }: ReadBodyOptions,
): Promise<Bytes> {
  const { body } = message;
  const isAnswer = 'status' in message;
  const tooLarge = isAnswer ? 'SAS_ANSWER_TOO_LARGE' : 'SAS_BODY_TOO_LARGE';
  if (declaredLength(message.headers) > limit) {
    // A host discards an unread request; an unread answer keeps its connection.
    if (isAnswer) body?.cancel().catch(() => {});
    throw new SasError(tooLarge);
  }
  if (body === null) return new Uint8Array();
  const reader = takeReader(body);
  const stop = () => void reader.cancel().catch(() => {});
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const { done, value } = await readChunk(reader);
      signal?.throwIfAborted();
      if (done) return joinBytes(chunks, length);
      length += value.byteLength;
      if (length > limit) {
        stop();
        throw new SasError(tooLarge);
      }
      chunks.push(value);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/**
 * Reads the whole body of a request without creating a `Request` for it; empty if there is none.
 *
 * @throws as `readBody`
 */
export async function readWholeBody(
  request: ReadableRequest,
  options: ReadBodyOptions,
): Promise<Bytes> {
  if (!request.toRequest) return readBody(request as Request, options);
  if (declaredLength(request.headers) > options.limit) throw new SasError('SAS_BODY_TOO_LARGE');
  return (await request.wholeBody?.read(options)) ?? new Uint8Array();
}

/** The body of a request that has been read already. */
export function toWholeBody(bytes: Bytes): WholeBody {
  return {
    async read({ limit, signal }) {
      signal?.throwIfAborted();
      if (bytes.byteLength > limit) throw new SasError('SAS_BODY_TOO_LARGE');
      return bytes;
    },
  };
}

/** The declared length; that of a compressed body does not limit its decompressed size. */
function declaredLength(headers: Pick<Headers, 'get'>): number {
  return headers.get('content-encoding') === null ? Number(headers.get('content-length')) : 0;
}

type BodyReader = ReadableStreamDefaultReader<Uint8Array>;

function takeReader(body: ReadableStream<Uint8Array>): BodyReader {
  try {
    return body.getReader();
  } catch (cause) {
    throw new SasError('SAS_BODY_UNREADABLE', { cause });
  }
}

async function readChunk(reader: BodyReader) {
  try {
    return await reader.read();
  } catch (cause) {
    throw new SasError('SAS_BODY_UNREADABLE', { cause });
  }
}

/** Copies chunks into bytes of their own. */
export function joinBytes(chunks: readonly Uint8Array[], length: number): Bytes {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
