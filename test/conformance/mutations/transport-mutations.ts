import type { ServerOptions } from 'node:https';
import type { IdentityName } from './identity-name.js';

/** What a server does wrong with TLS and certificates. */
export interface TransportChange {
  /** Other options of the server. */
  readonly tls?: ServerOptions | undefined;
  /** The identity that the vendor sees, in place of the caller's. */
  readonly seenAs?: ((identity: IdentityName) => IdentityName) | undefined;
  /** Another status. */
  readonly status?: ((status: number, path: string) => number) | undefined;
}

/** A server that is wrong in one way, and the rule that is for it. */
export interface TransportMutation {
  readonly rule: string;
  readonly name: string;
  readonly change: TransportChange;
}

const old = { ciphers: 'DEFAULT@SECLEVEL=0' } as const;
const asValid = (wrong: IdentityName) => (identity: IdentityName) =>
  identity === wrong ? 'valid' : identity;

/** Wrong transport. */
export const transportMutations: readonly TransportMutation[] = [
  {
    rule: 'transport.tls-modern',
    name: 'a certificate is required in the handshake',
    change: { tls: { rejectUnauthorized: true } },
  },
  {
    rule: 'transport.tls-old',
    name: 'TLS 1.1 is accepted',
    change: { tls: { ...old, minVersion: 'TLSv1.1' } },
  },
  {
    rule: 'transport.tls-old',
    name: 'TLS 1.0 is accepted',
    change: { tls: { ...old, minVersion: 'TLSv1' } },
  },
  {
    rule: 'transport.admitted',
    name: 'the platform is refused',
    change: { seenAs: (identity) => (identity === 'valid' ? 'wrongCommonName' : identity) },
  },
  ...(['wrongCommonName', 'wrongOrganizationalUnit', 'revoked', 'none'] as const).map(
    (identity) => ({
      rule: 'transport.refused',
      name: `${identity} is admitted`,
      change: { seenAs: asValid(identity) },
    }),
  ),
  {
    rule: 'transport.refused',
    name: 'a refusal is 500',
    change: { status: (status) => (status === 403 ? 500 : status) },
  },
  {
    rule: 'transport.refusal-status',
    name: 'a refusal is 404',
    change: { status: (status) => (status === 403 ? 404 : status) },
  },
  {
    rule: 'transport.published-search',
    name: 'the search of another flow is refused',
    change: { status: (status, path) => (path.startsWith('/fhir/Slot?') ? 400 : status) },
  },
];
