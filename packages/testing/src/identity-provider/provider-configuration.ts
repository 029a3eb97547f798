import type { AdapterPayload, ClientMetadata, Configuration, JWK } from 'oidc-provider';
import type {
  IdentityProviderClient,
  IdentityProviderLayout,
  IdentityProviderUser,
} from './identity-provider.js';
import { toLoginPath } from './login-page.js';
import { createMemoryAdapter } from './memory-adapter.js';

/** What the two providers have otherwise. */
export const layouts = {
  sas: {
    mountPath: '/realms/sas',
    discoveryPath: '/.well-known/openid-configuration',
    hasClaimsInIdToken: true,
  },
  'pro-sante-connect': {
    mountPath: '/auth/realms/esante-wallet',
    discoveryPath: '/.well-known/wallet-openid-configuration',
    // It tells them by userinfo.
    hasClaimsInIdToken: false,
  },
} as const satisfies Record<IdentityProviderLayout, object>;

/** Keycloak's paths under the realm. */
export const endpointPaths = {
  keys: '/protocol/openid-connect/certs',
  token: '/protocol/openid-connect/token',
  userinfo: '/protocol/openid-connect/userinfo',
} as const;

const claimsOfScopes = {
  openid: ['sub', 'acr'],
  email: ['email', 'email_verified'],
  profile: ['preferred_username', 'name', 'given_name', 'family_name'],
  pro_sante_connect: ['idp_connect'],
  scope_all: [
    ...['SubjectNameID', 'preferred_username', 'given_name', 'family_name', 'SubjectOrganization'],
    ...['SubjectRole', 'otherIds', 'SubjectRefPro', 'Secteur_Activite', 'email'],
    'Acces_Regulation_Medicale',
  ],
};

/** Configures oidc-provider: a provider of its own login page, which asks for no consent. */
export function toConfiguration({
  layout,
  clients,
  users,
  keys,
  store,
  cookieKey,
}: {
  readonly layout: IdentityProviderLayout;
  readonly clients: readonly IdentityProviderClient[];
  readonly users: readonly IdentityProviderUser[];
  readonly keys: readonly JWK[];
  readonly store: Map<string, AdapterPayload>;
  readonly cookieKey: string;
}): Configuration {
  const { mountPath, hasClaimsInIdToken } = layouts[layout];
  return {
    adapter: createMemoryAdapter(store),
    jwks: { keys: [...keys] },
    cookies: { keys: [cookieKey] },
    clients: clients.map(toClient),
    claims: claimsOfScopes,
    scopes: Object.keys(claimsOfScopes),
    acrValues: ['eidas1', 'eidas2', 'eidas3'],
    conformIdTokenClaims: !hasClaimsInIdToken,
    pkce: { required: () => true },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    ttl: { Session: 3600, Interaction: 600, Grant: 3600, AccessToken: 120, IdToken: 300 },
    routes: {
      authorization: '/protocol/openid-connect/auth',
      token: endpointPaths.token,
      jwks: endpointPaths.keys,
      userinfo: endpointPaths.userinfo,
      end_session: '/protocol/openid-connect/logout',
    },
    interactions: { url: (_context, { uid }) => toLoginPath(mountPath, uid) },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      jwtUserinfo: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(context, form) {
          context.body = toPage(
            'Se déconnecter',
            form.replace('</form>', '<button name="logout" value="yes">Confirmer</button></form>'),
          );
        },
        postLogoutSuccessSource(context) {
          context.body = toPage('Déconnecté', '');
        },
      },
    },
    renderError(context, { error }) {
      context.type = 'html';
      context.body = toPage('Erreur', `<p><code>${/^\w+$/.exec(error)?.[0] ?? ''}</code></p>`);
    },
    // Applications under test are on this machine: without the dispatcher that refuses such addresses.
    fetch: (url, { method, headers, body, signal }: RequestInit = {}) =>
      globalThis.fetch(url, {
        ...(method ? { method } : {}),
        ...(headers ? { headers } : {}),
        ...(body ? { body } : {}),
        ...(signal ? { signal } : {}),
      }),
    findAccount(_context, subject) {
      const user = users.find((each) => (each.subject ?? each.login) === subject);
      return user && { accountId: subject, claims: () => ({ ...user.claims, sub: subject }) };
    },
    async loadExistingGrant({ oidc }) {
      const { client, session, provider } = oidc;
      if (!client || !session?.accountId) return undefined;
      const known = session.grantIdFor(client.clientId);
      const found = known === undefined ? undefined : await provider.Grant.find(known);
      if (found) return found;
      const grant = new provider.Grant({
        clientId: client.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope(Object.keys(claimsOfScopes).join(' '));
      await grant.save();
      return grant;
    },
  };
}

function toClient(client: IdentityProviderClient): ClientMetadata {
  const { clientId, clientSecret, publicKey, backchannelLogoutUri } = client;
  return {
    client_id: clientId,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
    token_endpoint_auth_method: client.authentication ?? 'client_secret_basic',
    ...(publicKey ? { jwks: { keys: [publicKey as JWK] } } : {}),
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...(client.postLogoutRedirectUris ?? [])],
    ...(backchannelLogoutUri === undefined
      ? {}
      : {
          backchannel_logout_uri: backchannelLogoutUri,
          backchannel_logout_session_required: true,
        }),
    ...(client.userinfo === 'jwt' ? { userinfo_signed_response_alg: 'RS256' } : {}),
  };
}

function toPage(title: string, content: string): string {
  return `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>
`;
}
