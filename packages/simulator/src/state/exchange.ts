import type { Check } from '@sas-sos/conformance';

export type { Check };

/** The flow of an exchange. */
export type Flow = 'slots' | 'associations' | 'regulators' | 'appointments' | 'sign-on';

/** The caller: `platform` is the simulator; `browser` a person's, at the identity provider. */
export type Caller = 'platform' | 'vendor' | 'browser';

/** One HTTP exchange, recorded once it is over. */
export interface Exchange {
  /** 1, 2, 3 … in the order in which they were recorded. */
  readonly number: number;
  readonly flow: Flow;
  readonly caller: Caller;
  readonly method: string;
  /** Absolute; secret values are replaced by `…`. */
  readonly url: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly startedAt: number;
  readonly durationMilliseconds: number;
  readonly request: ExchangeMessage;
  /** Null if there was no answer. */
  readonly status: number | null;
  readonly response: ExchangeMessage | null;
  /** Why there is no answer, in French; null if there is one. */
  readonly failure: string | null;
  /** The switch that affected it; see `Fault`. */
  readonly fault: string | null;
  /** The checks, passed or failed. */
  readonly checks: readonly Check[];
  /** Number of the exchange whose request was sent again; null if it was not a replay. */
  readonly replayOf: number | null;
  /** The platform's id of the regulator whom it is about; null if it is not known. */
  readonly regulatorId: string | null;
}

/** Headers and body of one side. */
export interface ExchangeMessage {
  /** Names in lower case; secret values are replaced by `…`. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Text of the body; null if there was none, or it is no longer kept. */
  readonly body: string | null;
  /** Length of the body in bytes, kept or not. */
  readonly bodyBytes: number;
}

/** An exchange before the log numbers it. */
export type ExchangeDraft = Omit<Exchange, 'number' | 'replayOf' | 'regulatorId'> &
  Partial<Pick<Exchange, 'replayOf' | 'regulatorId'>>;

/** An exchange as shown in a list. */
export type ExchangeSummary = Omit<Exchange, 'request' | 'response' | 'checks'> & {
  readonly errors: number;
  readonly warnings: number;
  readonly responseBytes: number;
};
