import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { RealmEndpoint } from '../realm/realm-layout.js';

/** How a realm misbehaves; what is not named works. */
export interface RealmFaults
  extends Partial<Record<Exclude<RealmEndpoint, WithOwnFaults>, EndpointFault | undefined>> {
  /** `other-issuer`: the document names another issuer. */
  readonly discovery?: EndpointFault | 'other-issuer' | undefined;
  /** `refuse`: a request that is right is answered `access_denied`, signed in or not. */
  readonly authorization?: EndpointFault | 'refuse' | undefined;
  /** `other-subject`: the answer is about somebody else. */
  readonly userinfo?: EndpointFault | 'other-subject' | undefined;
  /** The ID token is replaced by a forged one. */
  readonly idToken?: ForgedToken | undefined;
}

type WithOwnFaults = 'discovery' | 'authorization' | 'userinfo';

/**
 * How an endpoint misbehaves: `cut` closes the connection without an answer; `delay` answers that many
 * milliseconds late; `status` answers with it and an `error` of OAuth, in place of the endpoint.
 */
export type EndpointFault =
  | 'cut'
  | { readonly delay: number }
  | { readonly status: number; readonly error?: string | undefined };

/** What is wrong with a token. */
export interface ForgedToken {
  /** Claims that are replaced; `undefined` removes a claim. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** Seconds by which `iat` and `exp` are moved: below 0 into the past. */
  readonly shift?: number | undefined;
  /** How it is signed. @defaultValue honestly */
  readonly signature?: ForgedSignature | undefined;
}

/**
 * A signature that no honest provider makes: none at all (`alg` none), by the public key as if it were
 * a secret (HS256), by a foreign key under the `kid` of the provider's, or altered.
 */
export type ForgedSignature = 'none' | 'public-key-as-secret' | 'other-key' | 'altered';

/** Answers in place of an endpoint, or makes it late; `true` if nothing is left to do. */
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
    // It keeps no process alive that wants to stop.
    await delay(fault.delay, undefined, { ref: false });
    return response.destroyed;
  }
  const { status, error = 'temporarily_unavailable' } = fault;
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ error }));
  return true;
}
