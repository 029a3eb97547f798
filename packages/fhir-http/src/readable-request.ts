/** What a handler reads of a request without a body; a `Request` is one. */
export interface ReadableRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Pick<Headers, 'get'>;
  readonly signal: AbortSignal;
  /** The URL, parsed; absent if only its text is known. */
  readonly parsedUrl?: URL | undefined;
  /** The request with its body; absent for a `Request`, which is that already. */
  readonly toRequest?: (() => Request) | undefined;
}

/** The real request behind what was read of it. */
export function toRequest(request: ReadableRequest): Request {
  return request.toRequest ? request.toRequest() : (request as Request);
}
