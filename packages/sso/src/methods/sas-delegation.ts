import type { AccountClaim, ClientRegistration, SignOnMethod } from './sign-on-method.js';

/** Options of {@link sasDelegation}. */
export interface SasDelegationOptions extends ClientRegistration {
  /**
   * Whether `sub` is compared with the technical identifier of INT_R02, in addition to the e-mail
   * address. Agree on it with ANS first.
   *
   * @defaultValue false
   */
  readonly matchTechnicalId?: boolean | undefined;
  /**
   * Whether to accept an address that the platform marks as `email_verified: false`.
   *
   * @defaultValue false
   */
  readonly acceptUnverifiedEmail?: boolean | undefined;
}

// prelude: declare const clientSecret: string;
/**
 * Describes the delegation of sign-on by the platform (INT_SSO): the account is found by the
 * `email` of the ID token.
 *
 * @example
 * ```ts
 * const method = sasDelegation({
 *   issuer: 'https://seconnecter.preproduction.santefr.esante.gouv.fr/realms/sas',
 *   clientId: 'agenda',
 *   clientAuthentication: { method: 'client_secret_basic', clientSecret },
 * });
 * ```
 */
export function sasDelegation(options: SasDelegationOptions): SignOnMethod {
  const { issuer, clientId, clientAuthentication } = options;
  const email: AccountClaim = {
    kind: 'email',
    claim: 'email',
    acceptUnverified: options.acceptUnverifiedEmail ?? false,
  };
  return {
    name: 'sas',
    issuer,
    discoveryUrl: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
    clientId,
    clientAuthentication,
    scopes: ['openid', 'email', 'profile'],
    userinfo: false,
    accountClaims: options.matchTechnicalId
      ? [email, { kind: 'technical-id', claim: 'sub' }]
      : [email],
    platformMethodClaim: 'idp_connect',
  };
}
