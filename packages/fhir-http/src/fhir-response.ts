import type { Bytes } from './bytes.js';

/** Media type of every FHIR answer. */
export const fhirMediaType = 'application/fhir+json; charset=utf-8';

const chunksKey = Symbol.for('sas-sos.response-chunks');

/** Status and headers of a FHIR answer. */
export interface FhirResponseOptions {
  /** @defaultValue 200 */
  readonly status?: number;
  /** Headers beyond `content-type`, `content-length` and `cache-control`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers with a FHIR resource, which must not be cached. */
export function toFhirResponse<Resource extends { readonly resourceType: string }>(
  resource: Resource,
  options: FhirResponseOptions = {},
): Response {
  return toBytesResponse([new TextEncoder().encode(JSON.stringify(resource))], {
    status: options.status ?? 200,
    headers: { 'content-type': fhirMediaType, 'cache-control': 'no-store', ...options.headers },
  });
}

/**
 * Answers with bytes that are already complete.
 *
 * A host that knows the SDK sends the chunks directly ({@link responseChunks}); any other host
 * reads the body of the `Response`.
 */
export function toBytesResponse(
  chunks: readonly Bytes[],
  init: {
    readonly status?: number;
    readonly headers: Headers | Readonly<Record<string, string>>;
  },
): Response {
  let length = 0;
  for (const chunk of chunks) length += chunk.byteLength;
  const headers = new Headers(init.headers);
  headers.set('content-length', String(length));
  const response = new Response(toBody(chunks), { status: init.status ?? 200, headers });
  Object.defineProperty(response, chunksKey, { value: chunks });
  return response;
}

/**
 * The bytes from which {@link toBytesResponse} created a response, without reading its body;
 * `undefined` for any other response, and once the body has been read.
 */
export function responseChunks(response: Response): readonly Bytes[] | undefined {
  if (response.bodyUsed) return undefined;
  return (response as { [chunksKey]?: readonly Bytes[] })[chunksKey];
}

function toBody(chunks: readonly Bytes[]): Bytes | ReadableStream<Uint8Array> | null {
  if (chunks.length > 1) return streamOf(chunks);
  return chunks[0] ?? null;
}

function streamOf(chunks: readonly Bytes[]): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks[next];
      next += 1;
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
  });
}
