import type { Check } from '@sas-sos/conformance';

export type { Check };

/** Which flow an exchange belongs to. */
export type Flow = 'slots' | 'associations' | 'regulators' | 'appointments' | 'sign-on';

/** Who called: `platform` is the simulator; `browser` a person's, on the identity provider. */
export type Caller = 'platform' | 'vendor' | 'browser';

/** One HTTP exchange, recorded once it is over. */
export interface Exchange {
  /** 1, 2, 3 … in the order in which they were recorded. */
  readonly number: number;
  readonly flow: Flow;
  readonly caller: Caller;
  readonly method: string;
  /** Absolute; values that are secret are replaced by `…`. */
  readonly url: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly startedAt: number;
  readonly durationMilliseconds: number;
  readonly request: ExchangeMessage;
  /** None: no answer came, or none was given. */
  readonly status: number | null;
  readonly response: ExchangeMessage | null;
  /** Why there is no answer, in French; none: there is one. */
  readonly failure: string | null;
  /** The switch that had a hand in it; see `Fault`. */
  readonly fault: string | null;
  /** What was looked at, passed or not. */
  readonly checks: readonly Check[];
}

/** Headers and body of one side. */
export interface ExchangeMessage {
  /** Names in lower case; values that are secret are replaced by `…`. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Text of the body; none: there was none, or it is no longer kept. */
  readonly body: string | null;
  /** Length of the body in bytes, kept or not. */
  readonly bodyBytes: number;
}

/** An exchange before the log numbers it. */
export type ExchangeDraft = Omit<Exchange, 'number'>;

/** What a list shows of an exchange. */
export type ExchangeSummary = Omit<Exchange, 'request' | 'response' | 'checks'> & {
  readonly errors: number;
  readonly warnings: number;
  readonly responseBytes: number;
};
