import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type Agent, createServer, type RequestOptions, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket, TlsOptions } from 'node:tls';
import type { PeerCertificate } from '@sas-sos/core';
import { toErrorResponse } from '@sas-sos/fhir-http';
import type { ClientCertificateGuard, GuardDecision } from './create-client-certificate-guard.js';

/** Starts a TLS server on port 0 that answers 200, or with the guard's refusal. */
export async function serveGuarded(tls: TlsOptions, guard: ClientCertificateGuard) {
  const decisions: GuardDecision[] = [];
  const certificates = new WeakMap<TLSSocket, PeerCertificate>();

  function toPeerCertificate(socket: TLSSocket): PeerCertificate | undefined {
    const raw = socket.getPeerX509Certificate()?.raw;
    if (!raw) return undefined;
    const remembered = certificates.get(socket);
    if (remembered) return remembered;
    const { authorized } = socket;
    const error: unknown = socket.authorizationError;
    const certificate = { raw, authorized, authorizationError: error ? String(error) : undefined };
    certificates.set(socket, certificate);
    return certificate;
  }

  async function answer(message: IncomingMessage): Promise<Response> {
    const socket = message.socket as TLSSocket;
    const headers = new Headers();
    for (let index = 0; index < message.rawHeaders.length; index += 2) {
      headers.append(message.rawHeaders[index] as string, message.rawHeaders[index + 1] as string);
    }
    const decision = await guard(new Request('https://localhost/fhir/Slot', { headers }), {
      remoteAddress: socket.remoteAddress,
      peerCertificate: toPeerCertificate(socket),
    });
    decisions.push(decision);
    return decision.refusal ? toErrorResponse(decision.refusal) : Response.json(decision.caller);
  }

  const server = createServer(tls, (message, response) => {
    answer(message).then(
      async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        response.end(Buffer.from(await answer.arrayBuffer()));
      },
      (error: unknown) => response.destroy(error as Error),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server,
    decisions,
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The response to a call. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The code of the OperationOutcome in its body, if it has one. */
  readonly code: string | undefined;
  readonly protocol: string | null;
  /** Whether the session was resumed. */
  readonly isResumed: boolean;
  /** Local port: the same for requests over one connection. */
  readonly localPort: number | undefined;
}

/** How a request is sent; `session` is the TLS session to resume. */
export type CallOptions = RequestOptions & {
  readonly agent?: Agent;
  readonly session?: Buffer;
};

/** Sends one request, over a new connection unless an agent is given. */
export async function callServer(options: CallOptions): Promise<Answer> {
  const outgoing = request({ host: '127.0.0.1', path: '/', agent: false, ...options });
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const socket = response.socket as TLSSocket;
  const protocol = socket.getProtocol();
  const { localPort } = socket;
  const isResumed = socket.isSessionReused();
  let body = '';
  for await (const chunk of response) body += chunk;
  const { statusCode: status = 0, headers } = response;
  const code = status >= 400 ? JSON.parse(body).issue[0].diagnostics : undefined;
  return { status, headers, code, protocol, isResumed, localPort };
}
