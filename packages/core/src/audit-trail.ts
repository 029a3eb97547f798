/** Keeps a trace of every exchange with the platform: who, what, when, and how it ended. */
export interface AuditTrail {
  /**
   * Records one exchange. Called once per exchange, in the order in which they ended. The answer
   * does not wait for it; if it fails, the error is logged and nothing else changes.
   */
  record(event: AuditEvent): void | Promise<void>;
}

/** One exchange. Holds nothing of the query, the body, or the identifiers they carry. */
export interface AuditEvent {
  /** When the exchange ended, ISO 8601, UTC. */
  readonly recordedAt: string;
  /** What was asked, by its FHIR name; absent when nothing is served at the path. */
  readonly interaction?: AuditedInteraction | undefined;
  /** Resource type it was asked of, one of those served. */
  readonly resourceType?: string | undefined;
  /** HTTP method. */
  readonly method: string;
  /** HTTP status of the answer; 499 when the caller left before there was one. */
  readonly status: number;
  /**
   * `SAS_…` codes of the error that the SDK answered with, or of the items of a query that an answer
   * leaves out because they cannot be read; without duplicates, otherwise empty.
   */
  readonly outcomeCodes: readonly string[];
  /** Milliseconds from the arrival of the request to the moment the answer was ready. */
  readonly durationMilliseconds: number;
  /** Bytes of the body as it leaves; absent when it is streamed. */
  readonly responseBytes?: number | undefined;
  /** IP address of the other end of the connection. */
  readonly remoteAddress?: string | undefined;
  /** CN of the certificate of an accepted caller; absent without a guard. */
  readonly caller?: string | undefined;
  /**
   * Subject of a caller that was refused by name, with a certificate that is valid otherwise:
   * `CN=sas,OU=318751275100020`. That of an application, never of a person.
   */
  readonly presentedSubject?: string | undefined;
  /** SHA-256 of the client certificate, DER, in lower-case hexadecimal. */
  readonly certificateFingerprint?: string | undefined;
}

/** An interaction of the FHIR RESTful API, by its code. */
type AuditedInteraction = 'read' | 'search-type' | 'create' | 'update' | 'capabilities';
