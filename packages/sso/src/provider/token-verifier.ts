import { type Clock, isSasError } from '@sas-sos/core';
import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose';
import { createRefusal } from '../refuse.js';
import { type ProviderFetch, pauseMilliseconds } from './provider-fetch.js';

/** Tolerance in seconds between the provider's clock and ours. */
export const clockTolerance = 10;

/** Maximum number of keys of one name that are tried: the specification requires just one. */
const mostCandidates = 4;

/** Accepted signature algorithms: never a shared secret, never `none`. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** How to verify a token. */
interface TokenRules extends Pick<JWTVerifyOptions, 'issuer' | 'audience' | 'typ'> {
  readonly required?: readonly string[];
  /**
   * Whether the token came over our own connection to the provider. Only then is an unknown key
   * requested at once, and are keys requested again right after a failure. Otherwise anyone could
   * make us send requests.
   */
  readonly isFromProvider: boolean;
}

/** Verifies the signature and times of a token, and returns its claims. */
export type TokenVerifier = (
  token: string,
  rules: TokenRules & { readonly jwksUri: string },
) => Promise<JWTPayload>;

/**
 * Creates a verifier with the provider's keys: fetched at the first use, once for all waiting
 * callers, cached for ten minutes, and fetched again when a token names a key that is not among
 * them.
 *
 * @throws SasError `SAS_SIGN_ON_TOKEN_INVALID`, `SAS_SIGN_ON_PROVIDER_UNREACHABLE`, when it is
 *   called.
 * @see https://www.rfc-editor.org/rfc/rfc8725 (JWT best current practices)
 */
export function createTokenVerifier({
  fetch,
  clock,
}: {
  readonly fetch: ProviderFetch;
  readonly clock: Clock;
}): TokenVerifier {
  let current: { readonly uri: string; readonly keys: ReturnType<typeof createRemoteJWKSet> };

  function keysAt(uri: string) {
    if (current?.uri !== uri) {
      const keys = createRemoteJWKSet(new URL(uri), { [customFetch]: fetchKeys });
      current = { uri, keys };
    }
    return current.keys;
  }

  let failed: { readonly error: unknown; readonly at: number } | undefined;
  /** Number of tokens of the provider being verified: for them keys are fetched in any case. */
  let urgent = 0;

  async function fetchKeys(url: string, init: RequestInit): Promise<Response> {
    const isPausing = failed && Math.abs(clock.now() - failed.at) < pauseMilliseconds;
    if (isPausing && urgent === 0) throw failed?.error;
    try {
      const response = await fetch(url, init);
      if (response.status === 200) return response;
      throw createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', `keys: status ${response.status}`);
    } catch (error) {
      failed = { error, at: clock.now() };
      throw error;
    }
  }

  return async (token, { jwksUri, required = [], isFromProvider, ...options }) => {
    const keys = keysAt(jwksUri);
    const now = clock.now();
    const rules = {
      ...options,
      algorithms,
      clockTolerance,
      currentDate: new Date(now),
      requiredClaims: [...required],
    };
    const verify = async () => {
      try {
        return (await jwtVerify(token, keys, rules)).payload;
      } catch (error) {
        if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
        return verifyWithAny(token, error, rules);
      }
    };
    if (isFromProvider) urgent += 1;
    try {
      const claims = await verify().catch(async (error: unknown) => {
        if (!isFromProvider || !(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await keys.reload();
        return verify();
      });
      checkIssuedAt(claims, now);
      return claims;
    } catch (error) {
      throw toRefusal(error);
    } finally {
      if (isFromProvider) urgent -= 1;
    }
  };
}

/** Tries the keys of one name, a few at most. */
async function verifyWithAny(
  token: string,
  candidates: errors.JWKSMultipleMatchingKeys,
  rules: JWTVerifyOptions,
): Promise<JWTPayload> {
  let tried = 0;
  for await (const key of candidates) {
    tried += 1;
    try {
      return (await jwtVerify(token, key, rules)).payload;
    } catch (error) {
      const isLast = tried >= mostCandidates;
      if (isLast || !(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}

function checkIssuedAt({ iat }: JWTPayload, now: number): void {
  if (iat !== undefined && iat > now / 1000 + clockTolerance) {
    throw createRefusal('SAS_SIGN_ON_TOKEN_INVALID', 'iat');
  }
}

/** Converts an error of jose about a token, without the token. */
function toRefusal(error: unknown): unknown {
  if (isSasError(error)) return error;
  if (!(error instanceof errors.JOSEError)) {
    // Node's own error for an invalid key.
    return createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', 'keys: one is no key');
  }
  const { code } = error;
  // Not a set of keys, or not JSON.
  const isOfKeys = code === 'ERR_JOSE_GENERIC' || code === 'ERR_JWKS_INVALID';
  if (isOfKeys) return createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', `keys: ${code}`);
  const claim = 'claim' in error && typeof error.claim === 'string' ? ` ${error.claim}` : '';
  return createRefusal('SAS_SIGN_ON_TOKEN_INVALID', `${code}${claim}`);
}
