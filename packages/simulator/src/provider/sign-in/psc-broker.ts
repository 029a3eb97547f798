import { randomBytes } from 'node:crypto';
import type { ClientMetadata } from 'oidc-provider';
import type { PlatformRegulator } from '../../state/platform-state.js';
import { toInnerClientMetadata } from '../client-metadata.js';
import type { Realm } from '../realm/create-realm.js';
import { realmLayouts, signInPath } from '../realm/realm-layout.js';
import { type InnerClient, redeemCode, toAuthorizationUrl } from '../redeem-code.js';

/** Goes from the realm `sas` through `esante-wallet` and back. */
export interface PscBroker {
  /** Where a browser confirms, for a sign-on that goes on in the realm `sas`. */
  toPscUrl(uid: string): string;
  /** Where the way back goes on; `undefined`: the path is not the way back. */
  toReturnPath(path: string, query: URLSearchParams): string | undefined;
  /** Tells who has confirmed. */
  redeem(code: string, uid: string): Promise<PlatformRegulator | undefined>;
}

const { mountPath } = realmLayouts.sas;
const returnPath = '/broker/psc/endpoint';

/** Makes how the broker is known to the realm `esante-wallet`. */
export function createBrokerClient(
  url: string,
): InnerClient & { readonly metadata: ClientMetadata } {
  const client = {
    clientId: 'sas-simulator-broker',
    redirectUri: `${url}${mountPath}${returnPath}`,
    key: randomBytes(32),
  };
  return { ...client, metadata: toInnerClientMetadata(client) };
}

/** Makes the broker; the sign-on's own id is the `state`, bound to the browser by its cookie. */
export function createPscBroker(wallet: Realm, client: InnerClient): PscBroker {
  return {
    toPscUrl: (uid) =>
      toAuthorizationUrl(wallet, client, {
        state: uid,
        scope: 'openid scope_all',
        // Who tries things out wants to choose each time.
        extra: { acr_values: 'eidas1', prompt: 'login' },
      }),
    toReturnPath(path, query) {
      if (path !== returnPath) return undefined;
      const { state, code } = Object.fromEntries(query);
      if (!/^[\w-]{1,64}$/.test(state ?? '')) return undefined;
      const rest = code === undefined ? '' : `?${new URLSearchParams({ code })}`;
      return `${mountPath}${signInPath}/${state}/psc${rest}`;
    },
    async redeem(code, uid) {
      const found = await redeemCode(wallet, client, { code, state: uid });
      return found?.accountId === undefined ? undefined : wallet.people.find(found.accountId);
    },
  };
}
