import { SasError } from '@sas-sos/core';
import { isSafeUrl } from '../is-safe-url.js';
import type { ClientAuthentication, SignOnMethod } from './sign-on-method.js';

/**
 * Checks a method, which a vendor may have written or changed by hand.
 *
 * @throws SasError `SAS_OPTION_INVALID`; `issues[0].expression` names the member.
 */
export function checkMethod(method: SignOnMethod | undefined): void {
  if (typeof method !== 'object' || method === null) {
    throw SasError.ofOption('method', 'give sasDelegation({ … }) or proSanteConnect({ … }).');
  }
  for (const name of ['issuer', 'discoveryUrl'] as const) {
    if (!isSafeUrl(method[name])) {
      throw SasError.ofOption(`method.${name}`, 'an https URL; http only on this machine.');
    }
  }
  for (const name of ['name', 'clientId'] as const) {
    if (!isText(method[name])) throw SasError.ofOption(`method.${name}`, 'a text.');
  }
  if (!Array.isArray(method.scopes) || !method.scopes.includes('openid')) {
    throw SasError.ofOption('method.scopes', 'a list with openid in it.');
  }
  if (!Array.isArray(method.accountClaims) || method.accountClaims.length === 0) {
    throw SasError.ofOption('method.accountClaims', 'at least one claim to find the account by.');
  }
  checkClientAuthentication(method.clientAuthentication, method.clientId);
}

function checkClientAuthentication(
  chosen: ClientAuthentication | undefined,
  clientId: string,
): void {
  const option = 'method.clientAuthentication';
  switch (chosen?.method) {
    case 'client_secret_basic':
    case 'client_secret_post':
      if (!isText(chosen.clientSecret))
        throw SasError.ofOption(`${option}.clientSecret`, 'a text.');
      if (chosen.method === 'client_secret_basic') checkEncoding(chosen.encoding, clientId);
      return;
    case 'private_key_jwt':
      if (!chosen.privateKey) {
        throw SasError.ofOption(`${option}.privateKey`, 'PKCS #8 in PEM, or a JWK.');
      }
      if (!/^(?:RS|PS|ES)(?:256|384|512)$|^Ed(?:DSA|25519)$/.test(chosen.algorithm)) {
        throw SasError.ofOption(`${option}.algorithm`, 'an asymmetric algorithm, such as PS256.');
      }
      if (chosen.keyId !== undefined && !isText(chosen.keyId)) {
        throw SasError.ofOption(`${option}.keyId`, 'a text.');
      }
      return;
    case 'tls_client_auth':
      return;
    default:
      throw SasError.ofOption(
        `${option}.method`,
        'client_secret_basic, client_secret_post, private_key_jwt or tls_client_auth.',
      );
  }
}

function checkEncoding(encoding: unknown, clientId: string): void {
  const option = 'method.clientAuthentication.encoding';
  if (encoding !== undefined && encoding !== 'form' && encoding !== 'none') {
    throw SasError.ofOption(option, 'form or none.');
  }
  if (encoding === 'none' && clientId.includes(':')) {
    throw SasError.ofOption(option, 'form: a client identifier with a colon needs encoding.');
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0;
}
