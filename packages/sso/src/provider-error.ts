import type { SasError } from '@sas-sos/core';
import { createRefusal } from './refuse.js';

/** An error that the browser brought back from the authorization endpoint. */
export interface ProviderError {
  /** Its code: one that is known here, else `unnamed`. */
  readonly code: string;
  /** Whether the person's login page expired: nothing is wrong, the sign-on starts again. */
  readonly isLoginExpired: boolean;
}

/**
 * Errors about our request: Keycloak sends them when the client is registered in another way than
 * the method is configured.
 */
const ofTheRequest: ReadonlySet<string> = new Set([
  ...['invalid_request', 'invalid_scope', 'invalid_client', 'unauthorized_client'],
  ...['unsupported_response_type', 'unsupported_response_mode', 'invalid_target'],
  ...['request_not_supported', 'request_uri_not_supported', 'registration_not_supported'],
  ...['invalid_request_uri', 'invalid_request_object', 'invalid_redirect_uri'],
]);

/** Errors that say that the provider itself does not work. */
export const providerTroubles: ReadonlySet<string> = new Set([
  'server_error',
  'temporarily_unavailable',
]);

/**
 * Reads the error of an answer; `undefined` if it has none, several, or comes from another issuer:
 * such an answer is judged as a whole.
 *
 * @see https://www.keycloak.org/securing-apps/oidc-layers#_oidc-errors (authentication_expired)
 */
export function readProviderError(url: string, issuer: string): ProviderError | undefined {
  const { searchParams } = new URL(url);
  const [error, ...others] = searchParams.getAll('error');
  const isFromIssuer = searchParams.getAll('iss').every((value) => value === issuer);
  if (error === undefined || others.length > 0 || !isFromIssuer) return undefined;
  return {
    code: /^[a-z_]{1,40}$/.test(error) ? error : 'unnamed',
    isLoginExpired:
      error === 'temporarily_unavailable' &&
      searchParams.get('error_description') === 'authentication_expired',
  };
}

/** Converts an error that ends an attempt to a refusal. */
export function toErrorRefusal({ code, isLoginExpired }: ProviderError): SasError {
  const reason = `authorization: ${code}`;
  if (isLoginExpired) return createRefusal('SAS_SIGN_ON_LOGIN_EXPIRED', 'authentication_expired');
  if (ofTheRequest.has(code)) return createRefusal('SAS_SIGN_ON_PROVIDER_MISCONFIGURED', reason);
  if (providerTroubles.has(code)) return createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', reason);
  return createRefusal('SAS_SIGN_ON_PROVIDER_REFUSED', reason);
}
