import { SasError } from '@sas-sos/core';

/**
 * Reads the whole body of a request; empty when it has none.
 *
 * @throws SasError `SAS_BODY_TOO_LARGE` over the limit, told by `Content-Length` or found while
 *   reading; `SAS_BODY_UNREADABLE` when the body breaks off.
 */
export async function readBody(
  request: Request,
  options: { readonly limit: number; readonly signal: AbortSignal },
): Promise<Uint8Array<ArrayBuffer>> {
  const { limit, signal } = options;
  if (Number(request.headers.get('content-length')) > limit) {
    throw new SasError('SAS_BODY_TOO_LARGE');
  }
  if (request.body === null) return new Uint8Array();
  const reader = takeReader(request.body);
  const stop = () => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const { done, value } = await readChunk(reader);
      if (signal.aborted) throw signal.reason;
      if (done) return join(chunks, length);
      length += value.byteLength;
      if (length > limit) {
        stop();
        throw new SasError('SAS_BODY_TOO_LARGE');
      }
      chunks.push(value);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
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
