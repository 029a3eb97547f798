/** Paths of an OpenID provider within a Keycloak realm. */
export const realmPaths = {
  authorization: '/protocol/openid-connect/auth',
  token: '/protocol/openid-connect/token',
  userinfo: '/protocol/openid-connect/userinfo',
  jwks: '/protocol/openid-connect/certs',
  end_session: '/protocol/openid-connect/logout',
} as const;

/** The path at which oidc-provider always serves its discovery document. */
export const usualDiscoveryPath = '/.well-known/openid-configuration';

/** Path of the login page; the identifier of the attempt follows. */
export const signInPath = '/login-actions/authenticate';

/** Path in the realm `sas` to which a browser returns from Pro Santé Connect. */
export const brokerReturnPath = '/broker/psc/endpoint';

/** The differences between the two realms. */
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
    // They are in userinfo instead.
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

/** The endpoints of a realm; `page` is the login page and everything else. */
export const realmEndpoints = [
  'discovery',
  'authorization',
  'token',
  'userinfo',
  'keys',
  'logout',
  'page',
] as const;

/** An endpoint of a realm. */
export type RealmEndpoint = (typeof realmEndpoints)[number];

/** Finds the endpoint of a path within a realm. */
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
