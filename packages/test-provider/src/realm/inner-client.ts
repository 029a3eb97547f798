import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { RealmClient } from './realm-client.js';

/** An application of the same process: it redeems its codes by a call, and its secret is known to nobody. */
export interface InnerClient extends RealmClient {
  readonly redirectUri: string;
  /** Makes the PKCE challenge that belongs to a `state`: nobody else can make it. */
  toChallenge(state: string): string;
}

/** Registers an application of the same process. */
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
