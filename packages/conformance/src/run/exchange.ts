import type { Text } from '../rule/text.js';

/** A certificate that a call presents. */
export type IdentityName =
  | 'valid'
  | 'wrongCommonName'
  | 'wrongOrganizationalUnit'
  | 'revoked'
  | 'none';

/** One HTTP exchange of a run. Cookies, codes, tokens and passwords are replaced by `…`. */
export interface Exchange {
  /** 1, 2, 3 … in the order in which they began. */
  readonly number: number;
  /** The step that made it. */
  readonly step: string;
  /** What it is for. */
  readonly title: Text;
  readonly method: string;
  /** Absolute, as it was sent. */
  readonly url: string;
  readonly identity: IdentityName;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly startedAt: number;
  /** Until the last byte of the answer. */
  readonly durationMilliseconds: number;
  readonly request: ExchangeMessage;
  /** Null if there was no answer. */
  readonly response: (ExchangeMessage & { readonly status: number }) | null;
  /** Version of TLS, such as `TLSv1.3`; null without TLS. */
  readonly tls: string | null;
  /** Why there is no answer; null if there is one. */
  readonly failure: ExchangeFailure | null;
}

/** Headers and body of one side. */
export interface ExchangeMessage {
  /** Names as sent or received. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Null if there was none. */
  readonly body: string | null;
  /** Length in bytes, decompressed. */
  readonly bodyBytes: number;
  /** Whether only the start is kept. */
  readonly isCut: boolean;
}

/** Why there is no answer. */
export interface ExchangeFailure {
  /** The system's code: `ECONNREFUSED`, `ERR_SSL_…`; `TIME_LIMIT`, `BODY_LIMIT` for ours. */
  readonly code: string;
  readonly text: Text;
}
