import { toFailure } from '../client/to-failure.js';
import type { Exchange, IdentityName } from './exchange.js';

/** An exchange that was answered with the status, or failed with the code. */
export function toExchange({
  status,
  code,
  identity = 'valid',
  number = 1,
}: {
  readonly status?: number;
  readonly code?: string;
  readonly identity?: IdentityName;
  readonly number?: number;
}): Exchange {
  const message = { headers: [], body: null, bodyBytes: 0, isCut: false } as const;
  return {
    number,
    step: 'a.step',
    title: { fr: 'Un essai', en: 'A try' },
    method: 'GET',
    url: 'https://agenda.example/fhir/Schedule',
    identity,
    startedAt: 0,
    durationMilliseconds: 12,
    request: message,
    response: status === undefined ? null : { ...message, status },
    tls: null,
    failure: code === undefined ? null : toFailure(Object.assign(new Error(code), { code })),
  };
}
