import type { TLSSocket } from 'node:tls';
import type { PeerCertificate } from '@sas-sos/core';

/**
 * Creates a reader of the certificate that the other end of a TLS connection presented, for hosts
 * that fill in a `HandlerContext`. Each connection is read once, and gives the same object as long
 * as it lives. `connection` is the object with that lifetime where sockets lack it: the session,
 * over HTTP/2.
 */
export function createPeerCertificateReader(): (
  socket: object,
  connection?: object,
) => PeerCertificate | undefined {
  const cache = new WeakMap<object, PeerCertificate>();
  return (socket, connection = socket) => {
    const certificate = cache.get(connection) ?? read(socket);
    if (certificate) cache.set(connection, certificate);
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

/** Not checked by class: over HTTP/2 the socket is a proxy. */
function isTls(socket: object): socket is TLSSocket {
  return 'getPeerX509Certificate' in socket;
}

/** A server's socket has the code itself, a client's socket an error with that code. */
function codeOf(error: unknown): string | undefined {
  if (typeof error === 'string') return error;
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
