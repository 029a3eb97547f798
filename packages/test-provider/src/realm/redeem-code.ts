import type Provider from 'oidc-provider';
import type { InnerClient } from './inner-client.js';
import type { MemoryStore } from './memory-store.js';

/** The parameters of an authorization request. */
export interface SignInQuery {
  readonly state: string;
  readonly scope: string;
  /** Other parameters: `prompt`, `acr_values` … */
  readonly extra?: Readonly<Record<string, string>> | undefined;
}

/** Who signed in, and in which session of the realm. */
export interface RealmSession {
  readonly subject: string;
  readonly sessionId: string;
}

/** Creates the query with which an application in the same process signs in a browser. */
export function toAuthorizationQuery(
  client: InnerClient,
  { state, scope, extra }: SignInQuery,
): URLSearchParams {
  return new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: client.redirectUri,
    scope,
    state,
    code_challenge: client.toChallenge(state),
    code_challenge_method: 'S256',
    ...extra,
  });
}

/** Redeems a code, once, if it was issued to this application for this `state`. */
export async function redeemCode(
  { provider, store }: { readonly provider: Provider; readonly store: MemoryStore },
  client: InnerClient,
  { code: text, state }: { readonly code: string; readonly state: string },
): Promise<RealmSession | undefined> {
  const code = await provider.AuthorizationCode.find(text);
  if (!code || code.clientId !== client.clientId) return undefined;
  if (code.redirectUri !== client.redirectUri) return undefined;
  if (code.codeChallenge !== client.toChallenge(state)) return undefined;
  if (!store.take('AuthorizationCode', code.jti)) return undefined;
  const { accountId, sessionUid } = code;
  if (accountId === undefined || sessionUid === undefined) return undefined;
  return { subject: accountId, sessionId: sessionUid };
}
