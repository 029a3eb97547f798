import type { ClientRegistration, SignOnMethod } from './sign-on-method.js';

/** Issuers of Pro Santé Connect: the service itself, and its sandbox (BAS). */
export const proSanteConnectIssuers = Object.freeze({
  production: 'https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet',
  sandbox: 'https://auth.bas.psc.esante.gouv.fr/auth/realms/esante-wallet',
});

// prelude: import { proSanteConnectIssuers } from '@sas-sos/sso';
// prelude: declare const clientSecret: string;
/**
 * Describes sign-on through Pro Santé Connect: the account is found by the national identifier of
 * the card. Regulators for whom the platform has only a technical identifier cannot be matched.
 *
 * @example
 * ```ts
 * const method = proSanteConnect({
 *   issuer: proSanteConnectIssuers.sandbox,
 *   clientId: 'agenda-bas',
 *   clientAuthentication: { method: 'client_secret_post', clientSecret },
 * });
 * ```
 */
export function proSanteConnect(options: ClientRegistration): SignOnMethod {
  const { issuer, clientId, clientAuthentication } = options;
  return {
    name: 'psc',
    issuer,
    discoveryUrl: `${issuer.replace(/\/+$/, '')}/.well-known/wallet-openid-configuration`,
    clientId,
    clientAuthentication,
    scopes: ['openid', 'scope_all'],
    acrValues: ['eidas1'],
    userinfo: true,
    accountClaims: [{ kind: 'national-id', claims: ['SubjectNameID', 'preferred_username'] }],
  };
}
