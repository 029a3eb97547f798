import type { ExchangeDraft, ExchangeMessage } from './exchange.js';

/** A successful exchange, except for the given members. */
export function toDraft(changes: Partial<ExchangeDraft> = {}): ExchangeDraft {
  return {
    flow: 'appointments',
    caller: 'vendor',
    method: 'POST',
    url: 'http://127.0.0.1:4000/fhir/Appointment',
    startedAt: 0,
    durationMilliseconds: 1,
    request: toMessage(),
    status: 201,
    response: toMessage(),
    failure: null,
    fault: null,
    checks: [],
    ...changes,
  };
}

/** One side of an exchange. */
export function toMessage(
  body: string | null = null,
  headers: ExchangeMessage['headers'] = [],
): ExchangeMessage {
  return { headers, body, bodyBytes: Buffer.byteLength(body ?? '') };
}
