import { createHash, createHmac } from 'node:crypto';
import type { AuthorizationCode } from 'oidc-provider';
import type { Realm } from './realm/create-realm.js';

/** An application of the simulator itself, which redeems its codes without a request. */
export interface InnerClient {
  readonly clientId: string;
  readonly redirectUri: string;
  /** What its PKCE verifiers are made with. */
  readonly key: Buffer;
}

/** Writes the address at which a browser signs in to an application of the simulator itself. */
export function toAuthorizationUrl(
  realm: Realm,
  client: InnerClient,
  request: {
    readonly state: string;
    readonly scope: string;
    readonly extra?: Record<string, string>;
  },
): string {
  const query = new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: client.redirectUri,
    scope: request.scope,
    state: request.state,
    code_challenge: toChallenge(client, request.state),
    code_challenge_method: 'S256',
    ...request.extra,
  });
  return `${realm.url}${realm.authorizationPath}?${query}`;
}

/** Takes a code, once, if it was given to this application for this `state`. */
export async function redeemCode(
  realm: Realm,
  client: InnerClient,
  { code: text, state }: { readonly code: string; readonly state: string },
): Promise<AuthorizationCode | undefined> {
  const code = await realm.provider.AuthorizationCode.find(text);
  if (!code || code.clientId !== client.clientId) return undefined;
  if (code.redirectUri !== client.redirectUri) return undefined;
  if (code.codeChallenge !== toChallenge(client, state)) return undefined;
  return realm.store.take('AuthorizationCode', code.jti) ? code : undefined;
}

/** S256 of a verifier that only this process can make, and only for this `state`. */
function toChallenge({ key }: InnerClient, state: string): string {
  const verifier = createHmac('sha256', key).update(state).digest('base64url');
  return createHash('sha256').update(verifier).digest('base64url');
}
