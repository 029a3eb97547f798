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

/** Where the login page is; the identifier of the attempt follows. */
export const signInPath = '/login-actions/authenticate';

/** Where a browser comes back to from Pro Santé Connect, in the realm `sas`. */
export const brokerReturnPath = '/broker/psc/endpoint';

/** What differs between the two realms. */
export const realmLayouts = {
  sas: {
    mountPath: '/realms/sas',
    discoveryPath: usualDiscoveryPath,
    hasClaimsInIdToken: true,
    scopes: {
      openid: ['sub', 'acr'],
      email: ['email', 'email_verified'],
      profile: ['preferred_username', 'name', 'given_name', 'family_name'],
      pro_sante_connect: ['idp_connect'],
    },
    seconds: { session: 8 * 3600, accessToken: 300 },
  },
  'esante-wallet': {
    mountPath: '/auth/realms/esante-wallet',
    discoveryPath: '/.well-known/wallet-openid-configuration',
    // Userinfo has them.
    hasClaimsInIdToken: false,
    scopes: {
      openid: ['sub', 'acr'],
      scope_all: [
        ...['SubjectNameID', 'preferred_username', 'given_name', 'family_name', 'email'],
        ...['SubjectOrganization', 'SubjectRole', 'otherIds', 'SubjectRefPro'],
        ...['Secteur_Activite', 'Acces_Regulation_Medicale'],
      ],
    },
    seconds: { session: 4 * 3600, accessToken: 120 },
  },
} as const;

/** Name of a realm: `sas`, the platform's, or `esante-wallet`, Pro Santé Connect's. */
export type RealmName = keyof typeof realmLayouts;

/** What requests to a realm are for; `page`: the login page, and everything else. */
export const realmEndpoints = [
  'discovery',
  'authorization',
  'token',
  'userinfo',
  'keys',
  'logout',
  'page',
] as const;

/** What a request to a realm is for. */
export type RealmEndpoint = (typeof realmEndpoints)[number];

/** Finds what a path under a realm is for. */
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
