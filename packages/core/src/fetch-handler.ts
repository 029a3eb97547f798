/**
 * Answers one HTTP request. Every part of the SDK has this type.
 *
 * A handler answers every request: it refuses one with a `Response`. It rejects only because of a
 * bug, or with the signal's reason once nobody waits for the answer.
 */
export type FetchHandler = (request: Request, context?: HandlerContext) => Promise<Response>;

/** What a `Request` cannot carry: where the handler is mounted, and who is at the other end. */
export interface HandlerContext {
  /**
   * Path under which the host mounted the handler, without a trailing slash, such as `/fhir`.
   *
   * @defaultValue `''`, the root
   */
  readonly basePath?: string | undefined;
  /**
   * Public URL of that path, such as `https://agenda.example/fhir`: the start of `fullUrl` and of
   * the `self` link.
   *
   * @defaultValue the request's own origin followed by `basePath`
   */
  readonly baseUrl?: string | undefined;
  /**
   * Aborted when the answer is no longer needed: the caller left, or the time limit passed.
   *
   * @defaultValue the request's own signal
   */
  readonly signal?: AbortSignal | undefined;
  /** IP address of the other end of the connection (of the proxy, if there is one). */
  readonly remoteAddress?: string | undefined;
  /**
   * Certificate presented by the other end of the connection; absent without TLS or without one.
   */
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
