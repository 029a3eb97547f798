import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';

/** A request of `node:http`, `node:https`, or the compatibility API of `node:http2`. */
export type NodeRequest = IncomingMessage | Http2ServerRequest;

/** A response of `node:http`, `node:https`, or the compatibility API of `node:http2`. */
export type NodeResponse = ServerResponse | Http2ServerResponse;

/** What Express, Connect and body parsers add to a request. */
export interface HostedRequest {
  /** The original URL; `url` no longer has the mount path. */
  readonly originalUrl?: unknown;
  /** The mount path. */
  readonly baseUrl?: unknown;
  /** The body as parsed. */
  readonly body?: unknown;
  /** The body before it was parsed, if a parser was configured to keep it. */
  readonly rawBody?: unknown;
}

/** Whether a message is HTTP/2, where some headers and closing are different. */
export function isHttp2(request: NodeRequest): request is Http2ServerRequest {
  return request.httpVersionMajor >= 2;
}

/** Whether a request has a body, read or not. */
export function declaresBody(request: NodeRequest): boolean {
  if (isHttp2(request)) return !request.stream?.endAfterHeaders;
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  return coding !== undefined || (length !== undefined && length !== '0');
}
