import type { Exchange } from '../../run/exchange.js';

/** A request on a connection of its own, answered or not. */
export interface TransportAttempt {
  readonly exchange: Exchange;
}

/** What came of it, in a few words. */
export function toResult({ exchange: { response, failure } }: TransportAttempt): string {
  return response ? String(response.status) : (failure?.code ?? '?');
}

/** Whether TLS itself ended the attempt; a server that is not there is another thing. */
export function isTlsRefusal({ exchange: { failure } }: TransportAttempt): boolean {
  return failure !== null && /^(?:ERR_SSL_|ERR_TLS_|EPROTO$|ECONNRESET$|EPIPE$)/.test(failure.code);
}
