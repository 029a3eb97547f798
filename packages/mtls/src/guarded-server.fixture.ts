import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type Agent, createServer, type RequestOptions, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket, TlsOptions } from 'node:tls';
import type { PeerCertificate } from '@sas-sos/core';
import { toErrorResponse } from '@sas-sos/fhir-http';
import type { ClientCertificateGuard, GuardDecision } from './create-client-certificate-guard.js';

/** A TLS server that asks its guard and answers 200, or what the guard says; port 0. */
export async function serveGuarded(tls: TlsOptions, guard: ClientCertificateGuard) {
  const decisions: GuardDecision[] = [];
  const certificates = new WeakMap<TLSSocket, PeerCertificate>();

  function toPeerCertificate(socket: TLSSocket): PeerCertificate | undefined {
    const raw = socket.getPeerX509Certificate()?.raw;
    if (!raw) return undefined;
    const known = certificates.get(socket);
    if (known) return known;
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
      async (found) => {
        response.writeHead(found.status, Object.fromEntries(found.headers));
        response.end(Buffer.from(await found.arrayBuffer()));
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

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The one code of an OperationOutcome. */
  readonly code: string | undefined;
  readonly protocol: string | null;
  /** Whether the session was resumed. */
  readonly isResumed: boolean;
  /** Port on this side: the same over one connection. */
  readonly localPort: number | undefined;
}

/** How a request is sent; `session` is one to resume. */
export type CallOptions = RequestOptions & {
  readonly agent?: Agent;
  readonly session?: Buffer;
};

/** Sends one request, over a connection of its own unless an agent says otherwise. */
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
