import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { RealmEndpoint } from '../realm/realm-layout.js';

/** How a realm misbehaves; endpoints not named work normally. */
export interface RealmFaults
  extends Partial<Record<Exclude<RealmEndpoint, WithOwnFaults>, EndpointFault | undefined>> {
  /** `other-issuer`: the document names another issuer. */
  readonly discovery?: EndpointFault | 'other-issuer' | undefined;
  /** `refuse`: a valid request is answered `access_denied`, signed in or not. */
  readonly authorization?: EndpointFault | 'refuse' | undefined;
  /** `other-subject`: the answer is about another person. */
  readonly userinfo?: EndpointFault | 'other-subject' | undefined;
  /** The ID token is replaced by a forged one. */
  readonly idToken?: ForgedToken | undefined;
}

type WithOwnFaults = 'discovery' | 'authorization' | 'userinfo';

/**
 * How an endpoint misbehaves: `cut` closes the connection without an answer; `delay` answers that
 * many milliseconds late; `status` answers with that status and an OAuth `error` instead.
 */
export type EndpointFault =
  | 'cut'
  | { readonly delay: number }
  | { readonly status: number; readonly error?: string | undefined };

/** What is wrong with a token. */
export interface ForgedToken {
  /** Claims that are replaced; `undefined` removes a claim. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** Seconds by which `iat` and `exp` are shifted; negative values shift into the past. */
  readonly shift?: number | undefined;
  /** How it is signed. @defaultValue honestly */
  readonly signature?: ForgedSignature | undefined;
}

/**
 * A signature that no honest provider makes: none (`alg` none), with the public key as an HS256
 * secret, with another key under the provider's `kid`, or altered.
 */
export type ForgedSignature = 'none' | 'public-key-as-secret' | 'other-key' | 'altered';

/** Answers instead of an endpoint, or delays it; `true` if the request is done. */
export async function actOnFault(
  fault: EndpointFault | string | undefined,
  response: ServerResponse,
): Promise<boolean> {
  if (fault === 'cut') {
    response.destroy();
    return true;
  }
  if (typeof fault !== 'object') return false;
  if ('delay' in fault) {
    // The delay must not keep the process alive.
    await delay(fault.delay, undefined, { ref: false });
    return response.destroyed;
  }
  const { status, error = 'temporarily_unavailable' } = fault;
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ error }));
  return true;
}
