import { SasError } from '@sas-sos/core';

/** How much of a body is read, and for how long. */
export interface ReadBodyOptions {
  /** Most bytes, once decompressed. */
  readonly limit: number;
  /**
   * Aborted when the body is no longer wanted.
   *
   * @defaultValue never aborted
   */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads the whole body of a request, or of an answer that `fetch` gave; empty when there is none.
 *
 * @throws SasError `SAS_BODY_TOO_LARGE` over the limit, by `Content-Length` or while reading;
 *   `SAS_BODY_UNREADABLE` when the body breaks off. The reason of the signal once it is aborted.
 */
export async function readBody(
  message: Request | Response,
  { limit, signal }: ReadBodyOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { body } = message;
  if (declaredLength(message.headers) > limit) {
    // A host disposes of a request that nobody reads; an answer keeps its connection until then.
    if ('status' in message) body?.cancel().catch(() => {});
    throw new SasError('SAS_BODY_TOO_LARGE');
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
      if (done) return join(chunks, length);
      length += value.byteLength;
      if (length > limit) {
        stop();
        throw new SasError('SAS_BODY_TOO_LARGE');
      }
      chunks.push(value);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** What a header says of the length; that of a compressed body says nothing of what it becomes. */
function declaredLength(headers: Headers): number {
  return headers.has('content-encoding') ? 0 : Number(headers.get('content-length'));
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

function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
