import type { Bytes } from './bytes.js';

/** What a handler reads of a request; a `Request` is one. */
export interface ReadableRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Pick<Headers, 'get'>;
  readonly signal: AbortSignal;
  /** The URL, parsed; absent if only its text is known. */
  readonly parsedUrl?: URL | undefined;
  /** Its body, if somebody has read the whole of it already. */
  readonly wholeBody?: Bytes | undefined;
  /** The request with its body; absent for a `Request`, which is that already. */
  readonly toRequest?: (() => Request) | undefined;
}

/** The real request behind what was read of it. */
export function toRequest(request: ReadableRequest): Request {
  return request.toRequest ? request.toRequest() : (request as Request);
}
