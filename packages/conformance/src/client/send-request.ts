import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { LimitError } from './limit-error.js';
import { type AnswerBody, readAnswerBody } from './read-answer-body.js';

/** A request, as it goes out. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  /** Path and query as they are sent, letter by letter. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Options of the connection: agent, certificates, versions of TLS. */
  readonly connection: RequestOptions & { readonly [name: string]: unknown };
  readonly limits: { readonly milliseconds: number; readonly bytes: number };
  readonly signal: AbortSignal;
}

/** An answer, read to its end. */
export interface IncomingAnswer {
  readonly status: number;
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  readonly headers: IncomingHttpHeaders;
  readonly body: AnswerBody;
  /** Version of TLS. */
  readonly tls: string | null;
}

/**
 * Sends one request and reads its whole answer. Follows no redirect, keeps no cookie.
 *
 * @throws LimitError, or the system's error
 */
export function sendRequest(outgoing: OutgoingRequest): Promise<IncomingAnswer> {
  const { method, url, target, headers, body, connection, limits, signal } = outgoing;
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const hostname = url.hostname.replace(/^\[|\]$/g, '');
    const { port } = url;
    const sent = send({ ...connection, method, hostname, port, path: target, headers });
    const timer = setTimeout(() => fail(new LimitError('TIME_LIMIT')), limits.milliseconds);
    const onAbort = () => fail(new LimitError('TIME_LIMIT'));
    signal.addEventListener('abort', onAbort, { once: true });
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const fail = (error: unknown) => {
      end();
      reject(error);
      sent.destroy();
    };
    sent.on('error', fail);
    sent.on('response', (response) => {
      readAnswerBody(response, limits.bytes).then((read) => {
        end();
        resolve(toAnswer(response, read));
      }, fail);
    });
    // An upgrade or a tunnel is no answer to any of our requests.
    sent.on('upgrade', (_response, socket) => {
      socket.destroy();
      fail(Object.assign(new Error('upgrade'), { code: 'HPE_UNEXPECTED_UPGRADE' }));
    });
    sent.end(body);
    if (signal.aborted) onAbort();
  });
}

function toAnswer(response: IncomingMessage, body: AnswerBody): IncomingAnswer {
  const { statusCode = 0, rawHeaders, headers, socket } = response;
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  const tls = (socket as Partial<TLSSocket> | null)?.getProtocol?.() ?? null;
  return { status: statusCode, rawHeaders: pairs, headers, body, tls };
}
