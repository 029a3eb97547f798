import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SecureVersion } from 'node:tls';
import type { CertificateIdentity } from '../configuration/certificate-identity.js';
import type { IdentityName } from '../run/exchange.js';

/** Certificates of the caller, as PEM. */
export interface CallerCertificates {
  readonly ca: string | undefined;
  readonly identities: Readonly<Partial<Record<IdentityName, CertificateIdentity>>>;
}

/** How a connection is made. */
interface ConnectionRequest {
  readonly isTls: boolean;
  readonly identity: IdentityName;
  /** Only this version of TLS. */
  readonly version?: SecureVersion | undefined;
}

/** The connections of a run. */
export interface Connections {
  /** Options of the request. A connection of one identity is never used for another. */
  find(request: ConnectionRequest): Record<string, unknown>;
  close(): void;
}

export function createConnections({ ca, identities }: CallerCertificates): Connections {
  const agents = new Map<string, HttpAgent | HttpsAgent>();
  function create({ isTls, identity, version }: ConnectionRequest): HttpAgent | HttpsAgent {
    if (!isTls) return new HttpAgent({ keepAlive: true });
    // OpenSSL offers nothing older than TLS 1.2 at its default level of security.
    const old = version === 'TLSv1' || version === 'TLSv1.1';
    return new HttpsAgent({
      keepAlive: version === undefined,
      maxCachedSessions: 0,
      ...(ca === undefined ? {} : { ca }),
      ...identities[identity],
      ...(version === undefined ? {} : { minVersion: version, maxVersion: version }),
      ...(old ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
    });
  }
  return {
    find(request) {
      const key = `${request.isTls}/${request.identity}/${request.version ?? ''}`;
      let agent = agents.get(key);
      if (!agent) {
        agent = create(request);
        agents.set(key, agent);
      }
      return { agent };
    },
    close() {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}
