import { chooseEnvironment } from '../environments/choose-environment.js';
import {
  type ProSanteConnectEnvironmentName,
  proSanteConnectDiscoveryPath,
  proSanteConnectEnvironments,
} from '../environments/pro-sante-connect-environments.js';
import type { ClientRegistration, SignOnMethod } from './sign-on-method.js';

/** Options of {@link proSanteConnect}. */
export interface ProSanteConnectOptions extends ClientRegistration {
  /**
   * Environment of Pro Santé Connect: gives the issuer.
   *
   * @defaultValue none: `issuer` is required
   * @see proSanteConnectEnvironments
   */
  readonly environment?: ProSanteConnectEnvironmentName | undefined;
}

// prelude: declare const clientSecret: string;
/**
 * Describes sign-on through Pro Santé Connect: the account is found by the national identifier of
 * the card. Regulators for whom the platform has only a technical identifier cannot be matched.
 *
 * @throws SasError `SAS_OPTION_INVALID` when there is no issuer.
 * @example
 * ```ts
 * const method = proSanteConnect({
 *   environment: 'sandbox',
 *   clientId: 'agenda-bas',
 *   clientAuthentication: { method: 'client_secret_post', clientSecret },
 * });
 * ```
 */
export function proSanteConnect(options: ProSanteConnectOptions): SignOnMethod {
  const { clientId, clientAuthentication } = options;
  const { environment, issuer } = chooseEnvironment(proSanteConnectEnvironments, options);
  const { discoveryPath = proSanteConnectDiscoveryPath } = environment ?? {};
  return {
    name: 'psc',
    issuer,
    discoveryUrl: issuer.replace(/\/+$/, '') + discoveryPath.value,
    clientId,
    clientAuthentication,
    scopes: ['openid', 'scope_all'],
    acrValues: ['eidas1'],
    userinfo: true,
    accountClaims: [{ kind: 'national-id', claims: ['SubjectNameID', 'preferred_username'] }],
  };
}
