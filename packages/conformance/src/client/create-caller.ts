import type { SecureVersion } from 'node:tls';
import { tryParse } from '@sas-sos/fhir-http';
import type { VendorAnswer } from '../read/vendor-answer.js';
import type { Text } from '../rule/text.js';
import type { Exchange, ExchangeMessage, IdentityName } from '../run/exchange.js';
import type { Connections } from './create-connections.js';
import { redactHeaders, redactUrl } from './redact.js';
import { redactBody } from './redact-body.js';
import { type IncomingAnswer, sendRequest } from './send-request.js';
import { toFailure } from './to-failure.js';
import type { WaitingTime } from './waiting-time.js';

/** A request of a step. */
export interface CallRequest {
  /** What it is for. */
  readonly title: Text;
  readonly method?: string | undefined;
  /** Absolute; path and query are sent letter by letter. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as it is; an object as JSON. */
  readonly body?: string | object | undefined;
  readonly identity?: IdentityName | undefined;
  /** For the answer. @defaultValue `limits.answer` */
  readonly milliseconds?: number | undefined;
  /** Only this version of TLS, on a connection of its own. */
  readonly version?: SecureVersion | undefined;
}

/** A call that was answered. */
export interface Call {
  readonly exchange: Exchange;
  /** With nothing replaced; `data` is the parsed JSON, or the text. */
  readonly answer: VendorAnswer;
  /** Values of `Set-Cookie`. */
  readonly cookies: readonly string[];
}

/** Thrown when there was no answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(readonly exchange: Exchange) {
    super(exchange.failure?.code);
  }
}

/** Calls, and records. */
export interface Caller {
  /** @throws NoAnswer */
  call(request: CallRequest): Promise<Call>;
  /** Never rejects: no answer is a result too. */
  attempt(request: CallRequest): Promise<Exchange>;
}

/** What callers of a run share. */
export interface CallerParts {
  readonly connections: Connections;
  readonly waiting: WaitingTime;
  readonly answerMilliseconds: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Gives the number of the next exchange. */
  readonly next: () => number;
  readonly record: (exchange: Exchange) => void;
}

const mostBytes = 16 * 1024 * 1024;
/** How much of a body is kept for reports. */
const keptCharacters = 1024 * 1024;

/** Creates the caller of one step. */
export function createCaller(step: string, parts: CallerParts): Caller {
  async function send(request: CallRequest): Promise<{ exchange: Exchange; call?: Call }> {
    const { title, method = 'GET', url, identity = 'valid', version } = request;
    const { milliseconds = parts.answerMilliseconds } = request;
    const body = typeof request.body === 'object' ? JSON.stringify(request.body) : request.body;
    const headers = {
      ...request.headers,
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    };
    const number = parts.next();
    const startedAt = parts.now();
    const clocked = performance.now();
    let answer: IncomingAnswer | undefined;
    let failure: Exchange['failure'] = null;
    try {
      const parsed = new URL(url);
      const isTls = parsed.protocol === 'https:';
      answer = await parts.waiting.wait(
        sendRequest({
          method,
          url: parsed,
          target: toTarget(url),
          headers,
          body,
          connection: parts.connections.find({ isTls, identity, version }),
          limits: { milliseconds, bytes: mostBytes },
          signal: parts.signal,
        }),
      );
    } catch (error) {
      failure = toFailure(error);
    }
    const exchange: Exchange = {
      number,
      step,
      title,
      method,
      url: redactUrl(url),
      identity,
      startedAt,
      durationMilliseconds: performance.now() - clocked,
      request: toMessage(Object.entries(headers), body ?? null),
      response: answer
        ? { status: answer.status, ...toMessage(answer.rawHeaders, answer.body.text) }
        : null,
      tls: answer?.tls ?? null,
      failure,
    };
    parts.record(exchange);
    return answer ? { exchange, call: toCall(url, exchange, answer) } : { exchange };
  }

  return {
    async call(request) {
      const { exchange, call } = await send(request);
      if (!call) throw new NoAnswer(exchange);
      return call;
    },
    attempt: async (request) => (await send(request)).exchange,
  };
}

/** Path and query, as written: `URL` would encode some characters. */
function toTarget(url: string): string {
  const [, target = ''] = /^[a-z]+:\/\/[^/?#]+([^#]*)/i.exec(url) ?? [];
  const written = target.startsWith('/') ? target : `/${target}`;
  // Node refuses characters that a request line cannot have.
  return written.replace(/[^!-~]/g, (character) => encodeURIComponent(character));
}

function toCall(url: string, exchange: Exchange, answer: IncomingAnswer): Call {
  const { status, rawHeaders, headers: parsed, body } = answer;
  const headers = new Headers();
  for (const [name, value] of rawHeaders) tryParse(() => headers.append(name, value));
  const data = tryParse(() => JSON.parse(body.text) as unknown);
  const { durationMilliseconds } = exchange;
  return {
    exchange,
    answer: {
      url,
      status,
      headers,
      data: data === undefined ? body.text : data,
      durationMilliseconds,
    },
    cookies: parsed['set-cookie'] ?? [],
  };
}

function toMessage(
  headers: readonly (readonly [string, string])[],
  body: string | null,
): ExchangeMessage {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const isCut = (body?.length ?? 0) > keptCharacters;
  return {
    headers: redactHeaders(headers),
    body: body === null || body === '' ? null : redactBody(body.slice(0, keptCharacters), type),
    bodyBytes: body === null ? 0 : Buffer.byteLength(body),
    isCut,
  };
}
