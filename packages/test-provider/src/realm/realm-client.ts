import type { ClientMetadata, JWK } from 'oidc-provider';
import type { SigningAlgorithm } from '../faults/create-signing-key.js';

/** The registration of an application that people sign on to. */
export interface RealmClient {
  readonly clientId: string;
  /** Client secret; not needed with a public key. */
  readonly clientSecret?: string | undefined;
  /**
   * How it authenticates at the token endpoint; a secret may be in the header or in the body.
   *
   * @defaultValue `client_secret_basic`
   */
  readonly authentication?: ClientAuthentication | undefined;
  /** Its public key as a JWK, with `private_key_jwt`. */
  readonly publicKey?: Readonly<Record<string, unknown>> | undefined;
  /** Addresses that the browser may return to. */
  readonly redirectUris: readonly string[];
  /** Addresses that the browser may go to after a logout. @defaultValue none */
  readonly postLogoutRedirectUris?: readonly string[] | undefined;
  /**
   * Address to notify of logouts; its ID tokens then contain the session (`sid`).
   *
   * @defaultValue none
   */
  readonly backchannelLogoutUri?: string | undefined;
  /** Format of userinfo. @defaultValue `json` */
  readonly userinfo?: 'json' | 'jwt' | undefined;
  /** Whether it gets refresh tokens. @defaultValue `false` */
  readonly hasRefreshTokens?: boolean | undefined;
}

/** How an application authenticates at the token endpoint. */
export type ClientAuthentication = 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt';

/** Converts a registration to what oidc-provider takes. */
export function toClientMetadata(client: RealmClient, algorithm: SigningAlgorithm): ClientMetadata {
  const { clientId, clientSecret, publicKey, backchannelLogoutUri } = client;
  return {
    client_id: clientId,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
    token_endpoint_auth_method: client.authentication ?? 'client_secret_basic',
    ...(publicKey ? { jwks: { keys: [publicKey as JWK] } } : {}),
    id_token_signed_response_alg: algorithm,
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...(client.postLogoutRedirectUris ?? [])],
    grant_types: client.hasRefreshTokens
      ? ['authorization_code', 'refresh_token']
      : ['authorization_code'],
    ...(backchannelLogoutUri === undefined
      ? {}
      : {
          backchannel_logout_uri: backchannelLogoutUri,
          backchannel_logout_session_required: true,
        }),
    ...(client.userinfo === 'jwt' ? { userinfo_signed_response_alg: algorithm } : {}),
  };
}
