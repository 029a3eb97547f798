import type { Clock } from '@sas-sos/core';
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
import { refuseStatus } from './refuse-status.js';
import { toVerificationRefusal } from './to-verification-refusal.js';

/** Tolerance in seconds between the provider's clock and ours. */
export const clockTolerance = 10;

/** Minimum milliseconds between two requests for keys because a signature did not hold. */
const leastRenewal = 10_000;

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
 * them, or when a signature does not hold: the provider may have another key under the same name.
 * The latter happens at most every ten seconds, whatever tokens arrive.
 *
 * @throws SasError `SAS_SIGN_ON_TOKEN_INVALID`, `SAS_SIGN_ON_PROVIDER_UNREACHABLE`,
 *   `SAS_SIGN_ON_PROVIDER_MISCONFIGURED`, when it is called.
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
  /** How often the keys have been fetched: tells whether others fetched them in the meantime. */
  let fetched = 0;
  let renewal: { readonly at: number; readonly done: Promise<void> } | undefined;
  /** Number of tokens of the provider being verified: for them keys are fetched in any case. */
  let urgent = 0;

  async function fetchKeys(url: string, init: RequestInit): Promise<Response> {
    const isPausing = failed && Math.abs(clock.now() - failed.at) < pauseMilliseconds;
    if (isPausing && urgent === 0) throw failed?.error;
    try {
      const response = await fetch(url, init);
      if (response.status !== 200) throw refuseStatus('keys', response.status);
      fetched += 1;
      return response;
    } catch (error) {
      failed = { error, at: clock.now() };
      throw error;
    }
  }

  /** Fetches the keys again, unless that has just been done; whether there may be others now. */
  async function renew(keys: ReturnType<typeof keysAt>, before: number): Promise<boolean> {
    const isTooSoon = renewal && Math.abs(clock.now() - renewal.at) < leastRenewal;
    if (fetched === before && !isTooSoon) renewal = { at: clock.now(), done: keys.reload() };
    // Without an answer the former keys decide.
    await renewal?.done.catch(() => {});
    return fetched !== before;
  }

  return async (token, { jwksUri, required = [], isFromProvider, ...options }) => {
    const keys = keysAt(jwksUri);
    const now = clock.now();
    const before = fetched;
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
        if (error instanceof errors.JWKSNoMatchingKey) {
          if (!isFromProvider) throw error;
          await keys.reload();
          return verify();
        }
        if (!isOfKey(error) || !(await renew(keys, before))) throw error;
        return verify();
      });
      checkIssuedAt(claims, now);
      return claims;
    } catch (error) {
      throw toVerificationRefusal(error);
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

/** Whether another key under the same name could change the outcome. */
function isOfKey(error: unknown): boolean {
  if (error instanceof errors.JWSSignatureVerificationFailed) return true;
  // Node's own error for an invalid key.
  return error instanceof TypeError;
}
