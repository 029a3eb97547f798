import { SasError } from '@sas-sos/core';
import { createBodyStream } from './body-stream.js';
import { declaresBody, type HostedRequest, type NodeRequest } from './node-message.js';
import { readParsedBody } from './parsed-body.js';
import { readUrl } from './read-url.js';

/** A Web request, and how to release the Node request. */
export interface ConvertedRequest {
  readonly request: Request;
  /** Stops reading the body from the connection, even if it is still being read. */
  release(): void;
}

/**
 * Converts a Node request to a Web request.
 *
 * `signal` becomes the request's `signal`, but `clone()` does not follow it: following signals
 * costs more than everything else here together.
 *
 * Without `hasBody` the body is left unread, for another reader.
 *
 * @throws SasError `SAS_REQUEST_MALFORMED`; `SAS_METHOD_NOT_ALLOWED` for TRACE, which a Web request
 *   cannot be.
 */
export function toWebRequest(
  nodeRequest: NodeRequest & HostedRequest,
  signal: AbortSignal,
  { hasBody }: { readonly hasBody: boolean },
): ConvertedRequest {
  const method = nodeRequest.method ?? 'GET';
  if (method === 'TRACE')
    throw new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET', 'HEAD', 'POST', 'PUT'] });
  const headers = toHeaders(nodeRequest.rawHeaders);
  const url = readUrl(nodeRequest, headers).href;
  const takesBody = hasBody && method !== 'GET' && method !== 'HEAD' && declaresBody(nodeRequest);
  if (!takesBody) return withSignal(new Request(url, { method, headers }), signal);
  if (nodeRequest.readableEnded) {
    const body = readParsedBody(nodeRequest, headers);
    return withSignal(new Request(url, { method, headers, body }), signal);
  }
  const { stream, release } = createBodyStream(nodeRequest);
  // The types of the DOM lack `duplex`, which a streamed body needs.
  const init = { method, headers, body: stream, duplex: 'half' } as const;
  return withSignal(new Request(url, init), signal, release);
}

function withSignal(request: Request, signal: AbortSignal, release = () => {}): ConvertedRequest {
  Object.defineProperty(request, 'signal', { value: signal });
  return { request, release };
}

/** Copies the headers, repeated ones included; the `:names` of HTTP/2 are not headers. */
export function toHeaders(rawHeaders: readonly string[]): Headers {
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (!name.startsWith(':')) headers.append(name, rawHeaders[index + 1] as string);
  }
  return headers;
}
