import type { Realm } from '../realm/create-realm.js';
import { createInnerClient, type InnerClient } from '../realm/inner-client.js';
import { brokerReturnPath, realmLayouts } from '../realm/realm-layout.js';

/** Sends a sign-in of the realm `sas` through the realm `esante-wallet` and back. */
export interface PscBroker {
  /** Creates the address at which a browser confirms an attempt in the realm `sas`. */
  toPscUrl(uid: string): string;
  /** Returns the `sub` in the realm `esante-wallet` of the person who confirmed; works once. */
  redeem(code: string, uid: string): Promise<string | undefined>;
}

/** Creates the registration in the realm `esante-wallet` of the broker of a realm `sas`. */
export function createBrokerClient({
  url,
  clientId,
}: {
  readonly url: string;
  readonly clientId: string;
}): InnerClient {
  const redirectUri = `${url}${realmLayouts.sas.mountPath}${brokerReturnPath}`;
  return createInnerClient({ clientId, redirectUri });
}

/**
 * Creates the broker between the two realms. Its `state` is the identifier of the attempt, which is
 * bound to the browser by its cookie.
 */
export function createPscBroker(wallet: Realm, client: InnerClient): PscBroker {
  return {
    toPscUrl: (uid) =>
      wallet.toSignInUrl(client, {
        state: uid,
        scope: 'openid scope_all',
        // Always asks again, so that a tester can choose another person each time.
        extra: { acr_values: 'eidas1', prompt: 'login' },
      }),
    async redeem(code, uid) {
      return (await wallet.redeem(client, { code, state: uid }))?.subject;
    },
  };
}
