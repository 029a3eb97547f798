/**
 * Answers one HTTP request; the one shape that every part of the SDK has.
 *
 * A handler answers every request: what it refuses, it refuses with a `Response`. It rejects only
 * on a defect of its own, and with the reason of the signal once nobody waits for the answer.
 */
export type FetchHandler = (request: Request, context?: HandlerContext) => Promise<Response>;

/** What a `Request` cannot carry: where the handler is mounted, and who is at the other end. */
export interface HandlerContext {
  /**
   * Path under which the host mounted the handler, without a slash at its end, such as `/fhir`.
   *
   * @defaultValue `''`, the root
   */
  readonly basePath?: string | undefined;
  /**
   * Public address of that path, such as `https://agenda.example/fhir`: what `fullUrl` and the
   * `self` link start with.
   *
   * @defaultValue the request's own origin followed by `basePath`
   */
  readonly baseUrl?: string | undefined;
  /**
   * Aborted when the answer is of no use any more: the caller left, or the time limit passed.
   *
   * @defaultValue the request's own signal
   */
  readonly signal?: AbortSignal | undefined;
  /** IP address of the other end of the connection (of the proxy, when there is one). */
  readonly remoteAddress?: string | undefined;
  /** Certificate that the other end of the connection presented; absent without TLS or without one. */
  readonly peerCertificate?: PeerCertificate | undefined;
}

/** A client certificate as the TLS layer saw it. */
export interface PeerCertificate {
  /** The certificate, DER. */
  readonly raw: Uint8Array;
  /** Whether the TLS layer found a valid chain up to one of its certificate authorities. */
  readonly authorized: boolean;
  /** Why it did not, as an OpenSSL code such as `CERT_HAS_EXPIRED`. */
  readonly authorizationError?: string | undefined;
}
