import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Clock } from '@sas-sos/core';
import type { Check, ExchangeDraft } from '../../state/exchange.js';
import type { ExchangeLog } from '../../state/exchange-log.js';
import type { Fault } from '../../state/fault-switches.js';
import type { SignOnEnd } from './sign-on-regulators.js';

/** Maximum bytes of a body that are kept. */
const mostBytes = 65_536;

/** Data about a request before it is answered. */
export interface RecordedRequest {
  readonly url: string;
  readonly caller: 'browser' | 'vendor';
  /** The switch that affects it. */
  readonly fault: Fault | null;
  readonly checks: readonly Check[];
}

/** Records a request once it is over, however it ends. */
export function recordRequest(
  request: IncomingMessage,
  response: ServerResponse,
  {
    recorded,
    exchanges,
    clock,
    onEnd,
  }: {
    readonly recorded: RecordedRequest;
    readonly exchanges: ExchangeLog;
    readonly clock: Clock;
    readonly onEnd: (end: SignOnEnd) => void;
  },
): void {
  const startedAt = clock.now();
  const asked = watchRequest(request);
  const answered = watchResponse(response);
  const { method = 'GET', headers } = request;

  response.once('close', () => {
    // Completely sent, as far as this end can tell.
    const isAnswered = response.writableFinished;
    const draft: ExchangeDraft = {
      flow: 'sign-on',
      caller: recorded.caller,
      method,
      url: recorded.url,
      startedAt,
      durationMilliseconds: clock.now() - startedAt,
      request: { headers: toPairs(headers), ...asked.read(headers['content-type']) },
      status: isAnswered ? response.statusCode : null,
      response: isAnswered
        ? {
            headers: toPairs(response.getHeaders()),
            ...answered.read(response.getHeader('content-type')),
          }
        : null,
      failure: isAnswered ? null : toFailure(recorded.fault),
      fault: recorded.fault,
      checks: recorded.checks,
    };
    const { number } = exchanges.record(draft);
    const { location } = response.getHeaders();
    onEnd({
      number,
      requestBody: draft.request.body,
      responseBody: draft.response?.body ?? null,
      location: location === undefined ? undefined : String(location),
    });
  });
}

function toFailure(fault: Fault | null): string {
  if (fault === 'cut' || fault === 'down')
    return 'Connexion coupée (panne simulée) : rien à corriger.';
  return 'L’appelant est parti avant la fin de la réponse.';
}

/** Copies a body as it is read, without consuming it. */
function watchRequest(request: IncomingMessage): BodyKeeper {
  const keeper = createBodyKeeper();
  const { emit } = request;
  request.emit = (event: string | symbol, ...values: unknown[]) => {
    if (event === 'data') keeper.add(values[0]);
    return emit.call(request, event, ...values);
  };
  return keeper;
}

function watchResponse(response: ServerResponse): BodyKeeper {
  const keeper = createBodyKeeper();
  for (const name of ['write', 'end'] as const) {
    const own = response[name] as (...values: unknown[]) => unknown;
    Object.assign(response, {
      [name]: (...values: unknown[]) => {
        keeper.add(values[0]);
        return own.apply(response, values);
      },
    });
  }
  return keeper;
}

interface BodyKeeper {
  add(chunk: unknown): void;
  read(type: unknown): { readonly body: string | null; readonly bodyBytes: number };
}

function createBodyKeeper(): BodyKeeper {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return {
    add(chunk) {
      if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
      const buffer = Buffer.from(chunk as string);
      if (bytes < mostBytes) chunks.push(buffer.subarray(0, mostBytes - bytes));
      bytes += buffer.length;
    },
    read(type) {
      // Pages are not kept; exchanges between programs are.
      const isKept = bytes > 0 && /json|x-www-form-urlencoded|jwt/i.test(String(type ?? ''));
      return { body: isKept ? Buffer.concat(chunks).toString('utf8') : null, bodyBytes: bytes };
    },
  };
}

/** Headers as pairs, names in lower case. */
function toPairs(headers: OutgoingHttpHeaders): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [value].flat().map((item): [string, string] => [name.toLowerCase(), String(item)]),
  );
}
