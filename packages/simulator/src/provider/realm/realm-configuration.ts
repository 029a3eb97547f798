import type {
  AdapterFactory,
  ClientMetadata,
  Configuration,
  interactionPolicy,
  JWK,
  KoaContextWithOIDC,
} from 'oidc-provider';
import { endSession } from '../end-session.js';
import { logoutPage, signedOutPage } from '../pages/logout-page.js';
import { setPage } from '../pages/page.js';
import { refusalPage } from '../pages/refusal-page.js';
import { leadOn } from './lead-on.js';
import { type RealmName, realmLayouts, realmPaths, signInPath } from './realm-layout.js';
import type { RealmPeople } from './regulator-claims.js';

/** Configures oidc-provider: a realm with its own pages, which asks for no consent. */
export function toRealmConfiguration({
  name,
  clients,
  people,
  policy,
  adapter,
  key,
  cookieKey,
  fetch,
}: {
  readonly name: RealmName;
  readonly clients: readonly ClientMetadata[];
  readonly people: RealmPeople;
  readonly policy: interactionPolicy.DefaultPolicy;
  readonly adapter: AdapterFactory;
  readonly key: JWK;
  readonly cookieKey: string;
  readonly fetch: typeof globalThis.fetch;
}): Configuration {
  const { mountPath, claims, hasClaimsInIdToken, seconds } = realmLayouts[name];
  // Ports of one host share their cookies: no name may be one of the vendor's.
  const cookieName = (use: string) => `sas-simulator-${name}-${use}`;
  return {
    adapter,
    clients: [...clients],
    jwks: { keys: [key] },
    cookies: {
      keys: [cookieKey],
      names: {
        session: cookieName('session'),
        interaction: cookieName('interaction'),
        resume: cookieName('resume'),
      },
      long: { httpOnly: true, sameSite: 'lax', path: mountPath },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    claims: Object.fromEntries(Object.entries(claims).map(([scope, names]) => [scope, [...names]])),
    scopes: Object.keys(claims),
    acrValues: ['eidas1'],
    conformIdTokenClaims: !hasClaimsInIdToken,
    pkce: { required: () => true },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    ttl: {
      Session: seconds.session,
      Interaction: 1800,
      Grant: seconds.session,
      AuthorizationCode: 60,
      AccessToken: seconds.accessToken,
      RefreshToken: 1800,
      IdToken: 300,
    },
    routes: { ...realmPaths },
    interactions: {
      policy,
      url: (_context, { uid }) => `${mountPath}${signInPath}/${uid}`,
    },
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => true,
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      jwtUserinfo: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context) => logOut(context, mountPath, cookieName('session')),
        postLogoutSuccessSource: (context) => setPage(context, signedOutPage()),
      },
    },
    renderError: (context, { error, error_description: description }) =>
      setPage(context, refusalPage({ error, description })),
    // The vendor is on this machine: not by oidc-provider's dispatcher, which refuses such addresses.
    fetch: (address, init) => fetch(address, init),
    async findAccount(context, subject, token) {
      const regulator = people.find(subject);
      if (!regulator) return undefined;
      const method = (await readMethods(context, token)).includes('psc') ? 'psc' : 'password';
      const known = people.toClaims(regulator, method);
      return { accountId: subject, claims: () => ({ ...known, sub: subject }) };
    },
    async loadExistingGrant({ oidc }) {
      const { client, session, provider } = oidc;
      if (!client || !session?.accountId) return undefined;
      const id = session.grantIdFor(client.clientId);
      const found = id === undefined ? undefined : await provider.Grant.find(id);
      if (found) return found;
      const grant = new provider.Grant({
        clientId: client.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope(Object.keys(claims).join(' '));
      await grant.save();
      return grant;
    },
  };
}

/** How the person of a session, or of a token, has signed in. */
async function readMethods(
  { oidc }: KoaContextWithOIDC,
  token: unknown,
): Promise<readonly string[]> {
  if (oidc.session?.amr) return oidc.session.amr;
  const { sessionUid } = (token ?? {}) as { readonly sessionUid?: string };
  if (sessionUid === undefined) return [];
  return (await oidc.provider.Session.findByUid(sessionUid))?.amr ?? [];
}

/** Signs out at once who proves, by the client they come from, that they mean it; asks the others. */
async function logOut(
  context: KoaContextWithOIDC,
  mountPath: string,
  cookieName: string,
): Promise<void> {
  const { session, params, entities, provider } = context.oidc;
  const isMeant =
    typeof params?.post_logout_redirect_uri === 'string' &&
    entities.IdTokenHint?.payload.sub === session?.accountId;
  if (!session || !isMeant) {
    const { secret } = (session?.state ?? {}) as { readonly secret?: string };
    const action = `${mountPath}${realmPaths.end_session}/confirm`;
    setPage(context, logoutPage({ action, secret: secret ?? '' }));
    return;
  }
  await endSession(provider, session);
  context.cookies.set(cookieName, null, { path: mountPath });
  leadOn(context);
}
