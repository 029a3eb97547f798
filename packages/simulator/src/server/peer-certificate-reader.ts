import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { PeerCertificate } from '@sas-sos/core';

/** Makes a reader of what callers present: one object for each connection that lives. */
export function createPeerCertificateReader(): (socket: Socket) => PeerCertificate | undefined {
  const known = new WeakMap<Socket, PeerCertificate>();
  return (socket) => {
    const certificate = known.get(socket) ?? read(socket);
    if (certificate) known.set(socket, certificate);
    return certificate;
  };
}

function read(socket: Socket): PeerCertificate | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const raw = socket.getPeerX509Certificate()?.raw;
  if (!raw) return undefined;
  const { authorized } = socket;
  return { raw, authorized, authorizationError: authorized ? undefined : codeOf(socket) };
}

/** Typed as an error; the code itself on the socket of a server. */
function codeOf({ authorizationError }: TLSSocket): string | undefined {
  const found: unknown = authorizationError;
  if (typeof found === 'string') return found;
  return found instanceof Error && 'code' in found ? String(found.code) : undefined;
}
