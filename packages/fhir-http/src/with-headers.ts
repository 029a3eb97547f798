import { responseChunks, toBytesResponse } from './fhir-response.js';
import { responseErrorCodes, withErrorCodes } from './response-error-codes.js';

/**
 * The same answer with other headers, and other bytes if they are given; its error codes are kept.
 *
 * Headers are never changed in place: those of a response from `fetch` are immutable, and
 * `@hono/node-server` replaces the global `Response` with a class that forgets such changes.
 */
export function withHeaders(
  response: Response,
  headers: Headers,
  chunks: readonly Uint8Array<ArrayBuffer>[] | undefined = responseChunks(response),
): Response {
  const { status, statusText } = response;
  const copy = chunks
    ? toBytesResponse(chunks, { status, headers })
    : new Response(response.body, { status, statusText, headers });
  return withErrorCodes(copy, responseErrorCodes(response));
}
