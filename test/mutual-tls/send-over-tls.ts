import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { type Agent, request } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { OperationOutcome } from 'fhir/r4.js';

/** A request and how to send it: over a new connection unless `agent` is given. */
export interface TlsCall {
  readonly url: string;
  readonly path?: string;
  readonly method?: string;
  readonly body?: string | undefined;
  /** An array sends a header once for each value. */
  readonly headers?: OutgoingHttpHeaders;
  readonly ca: string;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly agent?: Agent;
  /** A session to resume. */
  readonly session?: Buffer | undefined;
  readonly minVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly maxVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly ciphers?: string;
}

/** The response, and the connection that it used. */
export interface TlsAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Codes of an OperationOutcome; `undefined` for any other body. */
  readonly codes: readonly string[] | undefined;
  readonly protocol: string | null;
  /** Whether the session was resumed. */
  readonly isResumed: boolean;
  /** The last ticket of a new connection, to resume its session. */
  readonly session: Buffer | undefined;
  /** Local port: identifies the connection. */
  readonly localPort: number | undefined;
  /** SHA-256 of the server's certificate. */
  readonly serverFingerprint: string | undefined;
}

/**
 * Sends a request.
 *
 * @throws a TLS error when the handshake is refused.
 */
export async function sendOverTls(call: TlsCall): Promise<TlsAnswer> {
  const { url, path = '/', method = 'GET', body, headers = {}, ...tls } = call;
  const { hostname, port } = new URL(url);
  const outgoing = request({
    host: hostname,
    port,
    path,
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    agent: false,
    ...tls,
  });
  let session: Buffer | undefined;
  outgoing.once('socket', (socket: TLSSocket) => {
    // Sockets of an agent are reused.
    if (tls.agent) return;
    socket.on('session', (ticket: Buffer) => {
      session = ticket;
    });
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const socket = response.socket as TLSSocket;
  const connection = {
    protocol: socket.getProtocol(),
    isResumed: socket.isSessionReused(),
    localPort: socket.localPort,
    serverFingerprint: socket.getPeerX509Certificate()?.fingerprint256,
  };
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  const { statusCode: status = 0, headers: received } = response;
  return { status, headers: received, body: text, codes: codesOf(text), session, ...connection };
}

function codesOf(text: string): readonly string[] | undefined {
  if (!text.startsWith('{"resourceType":"OperationOutcome"')) return undefined;
  const { issue } = JSON.parse(text) as OperationOutcome;
  return issue.map(({ diagnostics = '' }) => diagnostics);
}
