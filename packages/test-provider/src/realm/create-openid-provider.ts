import type { Logger } from '@sas-sos/core';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { SigningKey } from '../faults/create-signing-key.js';
import { falsifyBody } from '../faults/falsify-body.js';
import type { RealmFaults } from '../faults/realm-faults.js';
import type { RealmPages } from '../pages/realm-pages.js';
import { type SignIn, showSignIn } from '../sign-in/sign-in-attempt.js';
import { endSession } from './end-session.js';
import { leadOn } from './lead-on.js';
import { loadOpenidProvider } from './load-openid-provider.js';
import type { MemoryStore } from './memory-store.js';
import type { RealmClient } from './realm-client.js';
import { toRealmConfiguration } from './realm-configuration.js';
import { type RealmName, realmPaths } from './realm-layout.js';
import type { FindClaims } from './realm-options.js';

/** Creates the oidc-provider instance that answers for a realm. */
export async function createOpenidProvider({
  issuer,
  key,
  store,
  faults,
  signIn,
  logger,
  ...settings
}: {
  readonly issuer: string;
  readonly name: RealmName;
  readonly scopes: Readonly<Record<string, readonly string[]>>;
  readonly clients: readonly RealmClient[];
  readonly findClaims: FindClaims;
  readonly pages: RealmPages;
  readonly faults: () => RealmFaults;
  readonly signIn: SignIn;
  readonly cookiePrefix: string;
  readonly cookieKey: string;
  readonly key: SigningKey;
  readonly store: MemoryStore;
  readonly fetch: typeof globalThis.fetch;
  readonly logger: Logger;
}): Promise<Provider> {
  const { default: OpenidProvider, errors, interactionPolicy } = await loadOpenidProvider();
  const { name, clients, findClaims } = settings;

  // Thrown only after the request was checked, so that the refusal can go to the client.
  const refusal = new interactionPolicy.Check('fault', 'refused', 'access_denied', () => {
    if (faults().authorization !== 'refuse') return interactionPolicy.Check.NO_NEED_TO_PROMPT;
    throw new errors.AccessDenied('the platform refuses, as its switch says');
  });
  const policy = interactionPolicy.base();
  policy.remove('consent');
  policy.add(new interactionPolicy.Prompt({ name: 'refusal' }, refusal), 0);

  const provider = new OpenidProvider(
    issuer,
    toRealmConfiguration({ ...settings, policy, adapter: store.adapter, key }),
  );
  provider.silent = true;
  provider.on('server_error', (_context, error) => {
    logger.error({ realm: name, err: error }, 'The identity provider failed');
  });
  provider.use(endLostSession);
  provider.use(leadOnAfterLogout);
  provider.use(async (context: KoaContextWithOIDC, next) => {
    await next();
    if (context.path === realmPaths.authorization) {
      await showSignIn(context, { name, provider, signIn });
    }
  });
  provider.use(async (context: KoaContextWithOIDC, next) => {
    await next();
    await falsifyBody(context, { faults: faults(), sign: key.sign });
  });
  // An invalid registration fails here rather than at the first sign-in.
  for (const { clientId } of clients) await provider.Client.find(clientId);
  return provider;

  /** Asks a person to sign in again if their session is no longer allowed. */
  async function endLostSession(context: KoaContextWithOIDC, next: () => Promise<void>) {
    if (context.path === realmPaths.authorization) {
      const session = await provider.Session.get(context);
      const { accountId, amr } = session;
      if (accountId !== undefined && !findClaims(accountId, amr ?? [])) {
        await endSession(provider, session, { notifiesClients: false });
      }
    }
    return next();
  }

  /** Redirects after a logout without a session, instead of showing a self-submitting page. */
  async function leadOnAfterLogout(context: KoaContextWithOIDC, next: () => Promise<void>) {
    await next();
    const { oidc } = context;
    const isLogout = oidc?.route === 'end_session' && context.status === 200;
    if (isLogout && oidc.session?.accountId === undefined) leadOn(context);
  }
}
