import type {
  AdapterFactory,
  Configuration,
  interactionPolicy,
  JWK,
  KoaContextWithOIDC,
} from 'oidc-provider';
import type { SigningKey } from '../faults/create-signing-key.js';
import { setPage } from '../pages/page.js';
import type { RealmPages } from '../pages/realm-pages.js';
import { toSignInPath } from '../sign-in/sign-in-attempt.js';
import { logOut } from './log-out.js';
import { type RealmClient, toClientMetadata } from './realm-client.js';
import { type RealmName, realmLayouts, realmPaths } from './realm-layout.js';
import type { FindClaims } from './realm-options.js';

type CookieUse = 'session' | 'interaction' | 'resume';

/** Names a cookie of a realm. */
export function toCookieName(
  { cookiePrefix, name }: { readonly cookiePrefix: string; readonly name: RealmName },
  use: CookieUse,
): string {
  return `${cookiePrefix}-${name}-${use}`;
}

/** Configures oidc-provider for a realm with its own pages that does not ask for consent. */
export function toRealmConfiguration({
  name,
  scopes,
  clients,
  findClaims,
  pages,
  policy,
  adapter,
  key,
  cookieKey,
  cookiePrefix,
  fetch,
}: {
  readonly name: RealmName;
  readonly scopes: Readonly<Record<string, readonly string[]>>;
  readonly clients: readonly RealmClient[];
  readonly findClaims: FindClaims;
  readonly pages: RealmPages;
  readonly policy: interactionPolicy.DefaultPolicy;
  readonly adapter: AdapterFactory;
  readonly key: SigningKey;
  readonly cookieKey: string;
  readonly cookiePrefix: string;
  readonly fetch: typeof globalThis.fetch;
}): Configuration {
  const { mountPath, hasClaimsInIdToken, seconds } = realmLayouts[name];
  const cookieName = (use: CookieUse) => toCookieName({ cookiePrefix, name }, use);
  const authentications = clients.flatMap(({ authentication }) => authentication ?? []);
  return {
    adapter,
    clients: clients.map((client) => toClientMetadata(client, key.algorithm)),
    jwks: { keys: [key.jwk as JWK] },
    enabledJWA: {
      idTokenSigningAlgValues: [key.algorithm],
      userinfoSigningAlgValues: [key.algorithm],
    },
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
    claims: Object.fromEntries(Object.entries(scopes).map(([scope, names]) => [scope, [...names]])),
    scopes: Object.keys(scopes),
    acrValues: ['eidas1', 'eidas2', 'eidas3'],
    conformIdTokenClaims: !hasClaimsInIdToken,
    pkce: { required: () => true },
    clientAuthMethods: [
      ...new Set(['client_secret_basic', 'client_secret_post', ...authentications] as const),
    ],
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
    interactions: { policy, url: (_context, { uid }) => toSignInPath(name, uid) },
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => true,
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      jwtUserinfo: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context) =>
          logOut(context, { mountPath, cookieName: cookieName('session'), pages }),
        postLogoutSuccessSource: (context) => setPage(context, pages.signedOut()),
      },
    },
    renderError: (context, { error, error_description: description }) =>
      setPage(context, pages.refusal({ error, description })),
    // Drops the dispatcher that oidc-provider adds, which refuses local addresses.
    fetch: (address, { method, headers, body, signal }: RequestInit = {}) =>
      fetch(address, {
        ...(method ? { method } : {}),
        ...(headers ? { headers } : {}),
        ...(body ? { body } : {}),
        ...(signal ? { signal } : {}),
      }),
    async findAccount(context, subject, token) {
      const claims = findClaims(subject, await readMethods(context, token));
      return claims && { accountId: subject, claims: () => ({ ...claims, sub: subject }) };
    },
    async loadExistingGrant({ oidc }) {
      const { client, session, provider } = oidc;
      if (!client || !session?.accountId) return undefined;
      const id = session.grantIdFor(client.clientId);
      const existing = id === undefined ? undefined : await provider.Grant.find(id);
      if (existing) return existing;
      const grant = new provider.Grant({
        clientId: client.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope(Object.keys(scopes).join(' '));
      await grant.save();
      return grant;
    },
  };
}

/** Reads how the person of a session or a token signed in. */
async function readMethods(
  { oidc }: KoaContextWithOIDC,
  token: unknown,
): Promise<readonly string[]> {
  if (oidc.session?.amr) return oidc.session.amr;
  const { sessionUid } = (token ?? {}) as { readonly sessionUid?: string };
  if (sessionUid === undefined) return [];
  return (await oidc.provider.Session.findByUid(sessionUid))?.amr ?? [];
}
