import type { SasErrorCode } from '@sas-sos/core';
import type { Bytes } from './bytes.js';
import { fhirMediaType, responseChunks, toBytesResponse } from './fhir-response.js';
import { responseErrorCodes, withErrorCodes } from './response-error-codes.js';

/**
 * An answer that is not a `Response` yet: what goes on within one process, from a part through the
 * gateway to the host, until all its headers are known.
 */
export interface Reply {
  readonly status: number;
  /** Empty unless a part set it. */
  readonly statusText: string;
  /** By name in lower case, without `set-cookie`. */
  readonly headers: ReadonlyMap<string, string>;
  /** Values of `set-cookie`. */
  readonly cookies: readonly string[];
  /** The bytes, if they are complete; `[]` for an empty body. */
  readonly chunks: readonly Bytes[] | undefined;
  /** The body of an answer whose bytes are not complete; `null` if it has none. */
  readonly stream: ReadableStream<Bytes> | null;
  /** What was wrong with the request, for the audit trail. */
  readonly errorCodes: readonly SasErrorCode[];
}

/** Status, headers and codes of an answer whose bytes are complete. */
export interface ReplyOptions {
  /** @defaultValue 200 */
  readonly status?: number | undefined;
  /** By name in lower case; `content-length` is added. */
  readonly headers: Iterable<readonly [string, string]>;
  /** @defaultValue none */
  readonly errorCodes?: readonly SasErrorCode[] | undefined;
}

/** Answers with bytes that are complete. */
export function toBytesReply(
  chunks: readonly Bytes[],
  { status = 200, headers, errorCodes = [] }: ReplyOptions,
): Reply {
  let length = 0;
  for (const chunk of chunks) length += chunk.byteLength;
  return {
    status,
    statusText: '',
    headers: new Map(headers).set('content-length', String(length)),
    cookies: [],
    chunks,
    stream: null,
    errorCodes,
  };
}

/** Answers with a FHIR resource, which must not be cached; `headers` are further ones. */
export function toFhirReply<Resource extends { readonly resourceType: string }>(
  resource: Resource,
  { headers = [], ...options }: Partial<ReplyOptions> = {},
): Reply {
  return toBytesReply([new TextEncoder().encode(JSON.stringify(resource))], {
    headers: [...fhirHeaders, ...headers],
    ...options,
  });
}

/** The headers of every FHIR answer. */
export const fhirHeaders: ReadonlyMap<string, string> = new Map([
  ['content-type', fhirMediaType],
  ['cache-control', 'no-store'],
]);

/** Takes a response apart, without reading its body. */
export function toReply(response: Response): Reply {
  const chunks = responseChunks(response);
  const headers = new Map(response.headers);
  headers.delete('set-cookie');
  return {
    status: response.status,
    statusText: response.statusText,
    headers,
    cookies: response.headers.getSetCookie(),
    chunks,
    stream: chunks ? null : response.body,
    errorCodes: responseErrorCodes(response),
  };
}

/**
 * Creates the response, once all its headers are known: those of a response from `fetch` are
 * immutable, and `@hono/node-server` replaces the global `Response` with a class that forgets later
 * changes.
 */
export function toResponse(reply: Reply): Response {
  const { status, statusText, chunks, errorCodes } = reply;
  const headers = new Headers([...reply.headers]);
  for (const cookie of reply.cookies) headers.append('set-cookie', cookie);
  const response = chunks
    ? toBytesResponse(chunks, { status, headers })
    : new Response(reply.stream, { status, statusText, headers });
  return withErrorCodes(response, errorCodes);
}
