import { randomBytes } from 'node:crypto';
import type { Clock, Logger } from '@sas-sos/core';
import type Provider from 'oidc-provider';
import type { ClientMetadata, KoaContextWithOIDC } from 'oidc-provider';
import type { FaultSwitches } from '../../state/fault-switches.js';
import { endSession } from '../end-session.js';
import { leadOn } from './lead-on.js';
import { createMemoryStore, type MemoryStore } from './memory-store.js';
import { toRealmConfiguration } from './realm-configuration.js';
import { type RealmName, realmLayouts, realmPaths } from './realm-layout.js';
import type { RealmPeople } from './regulator-claims.js';
import { createSigningKey } from './signing-key.js';

/** An OpenID provider under a path of the simulator. */
export interface Realm {
  readonly name: RealmName;
  /** Origin of the simulator. */
  readonly url: string;
  readonly mountPath: string;
  readonly authorizationPath: string;
  readonly provider: Provider;
  readonly store: MemoryStore;
  readonly people: RealmPeople;
}

/** Makes a realm, with a new key and nobody signed in. */
export async function createRealm({
  name,
  url,
  clients,
  people,
  faults,
  fetch,
  clock,
  logger,
}: {
  readonly name: RealmName;
  readonly url: string;
  readonly clients: readonly ClientMetadata[];
  readonly people: RealmPeople;
  readonly faults: FaultSwitches;
  /** Sends back-channel logouts. */
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<Realm> {
  const { default: OpenidProvider, errors, interactionPolicy } = await import('oidc-provider');
  const { mountPath } = realmLayouts[name];
  const store = createMemoryStore({ clock });

  // Thrown where the request is known to be sound: the refusal goes to the client that asked.
  const refusal = new interactionPolicy.Check('fault', 'refused', 'access_denied', () => {
    if (faults.read()['sign-on'] !== 'refuse') return interactionPolicy.Check.NO_NEED_TO_PROMPT;
    throw new errors.AccessDenied('the platform refuses, as its switch says');
  });
  const policy = interactionPolicy.base();
  policy.remove('consent');
  policy.add(new interactionPolicy.Prompt({ name: 'refusal' }, refusal), 0);

  const provider = new OpenidProvider(
    url + mountPath,
    toRealmConfiguration({
      name,
      clients,
      people,
      policy,
      fetch,
      adapter: store.adapter,
      key: await createSigningKey(),
      cookieKey: randomBytes(32).toString('base64url'),
    }),
  );
  provider.silent = true;
  provider.on('server_error', (_context, error) => {
    logger.error({ realm: name, err: error }, 'The identity provider failed');
  });
  provider.use(endLostSession);
  provider.use(leadOnAfterLogout);
  // A registration that is wrong is told now, not to the first who signs in.
  for (const { client_id: clientId } of clients) await provider.Client.find(clientId);

  /** Somebody who may no longer be signed in is asked again. */
  async function endLostSession(context: KoaContextWithOIDC, next: () => Promise<void>) {
    if (context.path === realmPaths.authorization) {
      const session = await provider.Session.get(context);
      const { accountId } = session;
      if (accountId !== undefined && !people.find(accountId)) {
        await endSession(provider, session, { tellsClients: false });
      }
    }
    return next();
  }

  /** Without a session there is nothing to confirm: in place of a page that sends itself by script. */
  async function leadOnAfterLogout(context: KoaContextWithOIDC, next: () => Promise<void>) {
    await next();
    const { oidc } = context;
    const isLogout = oidc?.route === 'end_session' && context.status === 200;
    if (isLogout && oidc.session?.accountId === undefined) leadOn(context);
  }

  return {
    name,
    url,
    mountPath,
    authorizationPath: mountPath + realmPaths.authorization,
    provider,
    store,
    people,
  };
}
