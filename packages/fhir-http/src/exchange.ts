import type { FhirHandlerContext } from './fhir-target.js';
import type { ReadableRequest } from './readable-request.js';
import type { Reply } from './reply.js';

/** Answers like the handler that it belongs to, without a `Request` and a `Response`. */
export type Exchange = (request: ReadableRequest, context: FhirHandlerContext) => Promise<Reply>;

const exchangeKey = Symbol.for('sas-sos.exchange');

interface Marked {
  readonly [exchangeKey]?: { readonly handler: unknown; readonly exchange: Exchange };
}

/**
 * Lets hosts and gateways of the SDK call a handler without creating a `Request` and a `Response`:
 * one that was wrapped, copied or put behind a proxy is called as any other handler.
 */
export function withExchange<Handler extends object>(
  handler: Handler,
  exchange: Exchange,
): Handler {
  return Object.defineProperty(handler, exchangeKey, { value: { handler, exchange } });
}

/** The exchange of exactly this handler; `undefined` if it has none. */
export function exchangeOf(handler: object): Exchange | undefined {
  const marked = (handler as Marked)[exchangeKey];
  return marked?.handler === handler ? marked.exchange : undefined;
}
