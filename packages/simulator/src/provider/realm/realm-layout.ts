/** Paths of an OpenID provider, as Keycloak has them under a realm. */
export const realmPaths = {
  authorization: '/protocol/openid-connect/auth',
  token: '/protocol/openid-connect/token',
  userinfo: '/protocol/openid-connect/userinfo',
  jwks: '/protocol/openid-connect/certs',
  end_session: '/protocol/openid-connect/logout',
} as const;

/** Where oidc-provider has its discovery document, whatever the realm. */
export const usualDiscoveryPath = '/.well-known/openid-configuration';

/** Where a login page is: the person's attempt follows. */
export const signInPath = '/login-actions/authenticate';

/** What the two realms have otherwise. */
export const realmLayouts = {
  sas: {
    mountPath: '/realms/sas',
    discoveryPath: usualDiscoveryPath,
    hasClaimsInIdToken: true,
    claims: {
      openid: ['sub', 'acr', 'idp_connect'],
      email: ['email', 'email_verified'],
      profile: ['preferred_username', 'name', 'given_name', 'family_name'],
      pro_sante_connect: ['idp_connect'],
    },
    seconds: { session: 8 * 3600, accessToken: 300 },
  },
  'esante-wallet': {
    mountPath: '/auth/realms/esante-wallet',
    discoveryPath: '/.well-known/wallet-openid-configuration',
    // It tells them by userinfo.
    hasClaimsInIdToken: false,
    claims: {
      openid: ['sub', 'acr'],
      scope_all: [
        ...['SubjectNameID', 'preferred_username', 'given_name', 'family_name'],
        ...['SubjectOrganization', 'SubjectRole', 'otherIds', 'SubjectRefPro'],
        ...['Secteur_Activite', 'Acces_Regulation_Medicale'],
      ],
    },
    seconds: { session: 4 * 3600, accessToken: 120 },
  },
} as const;

/** Name of a realm. */
export type RealmName = keyof typeof realmLayouts;

/** What a request to a realm is for. */
export type RealmEndpoint =
  | 'discovery'
  | 'authorization'
  | 'token'
  | 'userinfo'
  | 'keys'
  | 'logout'
  | 'page';

/** Tells what a path under a realm is for. */
export function toRealmEndpoint(name: RealmName, path: string): RealmEndpoint {
  switch (path) {
    case realmLayouts[name].discoveryPath:
      return 'discovery';
    case realmPaths.authorization:
      return 'authorization';
    case realmPaths.token:
      return 'token';
    case realmPaths.userinfo:
      return 'userinfo';
    case realmPaths.jwks:
      return 'keys';
    default:
      if (path.startsWith(`${realmPaths.authorization}/`)) return 'authorization';
      return path.startsWith(realmPaths.end_session) ? 'logout' : 'page';
  }
}
