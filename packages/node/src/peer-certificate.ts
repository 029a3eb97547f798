import type { TLSSocket } from 'node:tls';
import type { PeerCertificate } from '@sas-sos/core';
import { isHttp2, type NodeRequest } from './node-message.js';

/** Reads the certificate of the other end, once for each connection. */
export type PeerCertificateReader = (request: NodeRequest) => PeerCertificate | undefined;

/** Makes a reader of peer certificates, which remembers those of the connections that live. */
export function createPeerCertificateReader(): PeerCertificateReader {
  const known = new WeakMap<object, PeerCertificate>();
  return (request) => {
    const connection = isHttp2(request) ? request.stream?.session : request.socket;
    if (!connection) return undefined;
    const certificate = known.get(connection) ?? read(request.socket);
    if (certificate) known.set(connection, certificate);
    return certificate;
  };
}

function read(socket: object): PeerCertificate | undefined {
  if (!isTls(socket)) return undefined;
  const raw = socket.getPeerX509Certificate()?.raw;
  if (!raw) return undefined;
  const { authorized, authorizationError } = socket;
  return {
    raw,
    authorized,
    authorizationError: authorized ? undefined : codeOf(authorizationError),
  };
}

function isTls(socket: object): socket is TLSSocket {
  return 'getPeerX509Certificate' in socket;
}

/** A server's socket has the code itself, a client's an error with that code. */
function codeOf(error: unknown): string | undefined {
  if (typeof error === 'string') return error;
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
