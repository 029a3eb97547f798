import type { Bytes } from './bytes.js';

/** What a handler reads of a request; a `Request` is one. */
export interface ReadableRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: ReadableHeaders;
  readonly signal: AbortSignal;
  /** The URL, parsed; absent if only its text is known. */
  readonly parsedUrl?: URL | undefined;
  /** Its body, if it has one; that of a `Request` is in its own `body`. */
  readonly wholeBody?: WholeBody | undefined;
  /** The request with its body; absent for a `Request`, which is that already. */
  readonly toRequest?: (() => Request) | undefined;
}

/** The part of `Headers` that a handler reads: repeated ones are joined. */
export interface ReadableHeaders extends Iterable<[string, string]> {
  get(name: string): string | null;
}

/** Limits for reading a body. */
export interface ReadBodyOptions {
  /** Maximum bytes, after decompression. */
  readonly limit: number;
  /**
   * Aborted when the body is no longer needed.
   *
   * @defaultValue never aborted
   */
  readonly signal?: AbortSignal | undefined;
}

/** A body that is read without a stream, once. */
export interface WholeBody {
  /** @throws as `readBody` */
  read(options: ReadBodyOptions): Promise<Bytes>;
}

/**
 * The real request behind what was read of it; that of a host comes without its body once
 * `wholeBody` was read.
 */
export function toRequest(request: ReadableRequest): Request {
  return request.toRequest ? request.toRequest() : (request as Request);
}

/** Whether a request has a body. */
export function hasBody(request: ReadableRequest): boolean {
  return request.toRequest ? request.wholeBody !== undefined : (request as Request).body !== null;
}
