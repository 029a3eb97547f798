import { isSasError } from '@sas-sos/core';
import { errors } from 'jose';
import { createRefusal } from '../refuse.js';

/** Converts an error of jose about a token or its keys to a refusal, without the token. */
export function toVerificationRefusal(error: unknown): unknown {
  if (isSasError(error)) return error;
  if (!(error instanceof errors.JOSEError)) {
    // Node's own error for an invalid key.
    return createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', 'keys: one is no key');
  }
  const { code } = error;
  // Not a set of keys, or not JSON.
  if (code === 'ERR_JOSE_GENERIC' || code === 'ERR_JWKS_INVALID') {
    const reason = `keys: ${code}`;
    return createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', reason, { mayBeOutdated: true });
  }
  const claim = 'claim' in error && typeof error.claim === 'string' ? ` ${error.claim}` : '';
  return createRefusal('SAS_SIGN_ON_TOKEN_INVALID', `${code}${claim}`, {
    // The keys may have moved, and the former address may still serve the former ones.
    mayBeOutdated:
      error instanceof errors.JWKSNoMatchingKey ||
      error instanceof errors.JWSSignatureVerificationFailed,
  });
}
