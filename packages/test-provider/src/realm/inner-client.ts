import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { RealmClient } from './realm-client.js';

/** An application in the same process; it redeems codes by a call, and nobody has its secret. */
export interface InnerClient extends RealmClient {
  readonly redirectUri: string;
  /** Computes the PKCE challenge for a `state`; nobody else can compute it. */
  toChallenge(state: string): string;
}

/** Creates the registration of an application in the same process. */
export function createInnerClient({
  clientId,
  redirectUri,
}: {
  readonly clientId: string;
  readonly redirectUri: string;
}): InnerClient {
  const key = randomBytes(32);
  return {
    clientId,
    clientSecret: randomBytes(32).toString('base64url'),
    redirectUri,
    redirectUris: [redirectUri],
    toChallenge(state) {
      const verifier = createHmac('sha256', key).update(state).digest('base64url');
      return createHash('sha256').update(verifier).digest('base64url');
    },
  };
}
