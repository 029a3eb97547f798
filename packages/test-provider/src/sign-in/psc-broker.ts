import type { Realm } from '../realm/create-realm.js';
import { createInnerClient, type InnerClient } from '../realm/inner-client.js';
import { brokerReturnPath, realmLayouts } from '../realm/realm-layout.js';

/** Sends a sign-in of the realm `sas` through the realm `esante-wallet`, and back. */
export interface PscBroker {
  /** Writes where a browser confirms, for an attempt in the realm `sas`. */
  toPscUrl(uid: string): string;
  /** Reads who confirmed, as a `sub` of the realm `esante-wallet`; a code works once. */
  redeem(code: string, uid: string): Promise<string | undefined>;
}

/** Registers the broker of a realm `sas` that is served under an origin, for the realm `esante-wallet`. */
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
 * Creates the broker between the two realms. The identifier of the attempt is its `state`: the attempt
 * is bound to the browser by its cookie.
 */
export function createPscBroker(wallet: Realm, client: InnerClient): PscBroker {
  return {
    toPscUrl: (uid) =>
      wallet.toSignInUrl(client, {
        state: uid,
        scope: 'openid scope_all',
        // To try things out, somebody wants to choose who confirms each time.
        extra: { acr_values: 'eidas1', prompt: 'login' },
      }),
    async redeem(code, uid) {
      return (await wallet.redeem(client, { code, state: uid }))?.subject;
    },
  };
}
