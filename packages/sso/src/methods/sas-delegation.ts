import { chooseEnvironment } from '../environments/choose-environment.js';
import {
  type SasEnvironmentName,
  sasDiscoveryPath,
  sasEnvironments,
} from '../environments/sas-environments.js';
import type { AccountClaim, ClientRegistration, SignOnMethod } from './sign-on-method.js';

/** Options of {@link sasDelegation}. */
export interface SasDelegationOptions extends ClientRegistration {
  /**
   * Environment of the platform: gives the issuer, where it is published, and the accepted values of
   * `origin`.
   *
   * @defaultValue none: `issuer`, and `origins` of the sign-on, are required
   * @see sasEnvironments
   */
  readonly environment?: SasEnvironmentName | undefined;
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
 * @throws SasError `SAS_OPTION_INVALID` when there is no issuer.
 * @example
 * ```ts
 * const method = sasDelegation({
 *   environment: 'preproduction',
 *   clientId: 'agenda',
 *   clientAuthentication: { method: 'client_secret_basic', clientSecret },
 * });
 * ```
 */
export function sasDelegation(options: SasDelegationOptions): SignOnMethod {
  const { clientId, clientAuthentication } = options;
  const { environment, issuer } = chooseEnvironment(sasEnvironments, options);
  const { discoveryPath = sasDiscoveryPath } = environment ?? {};
  const email: AccountClaim = {
    kind: 'email',
    claim: 'email',
    acceptUnverified: options.acceptUnverifiedEmail ?? false,
  };
  return {
    origins: environment?.origins.value,
    name: 'sas',
    issuer,
    discoveryUrl: issuer.replace(/\/+$/, '') + discoveryPath.value,
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
