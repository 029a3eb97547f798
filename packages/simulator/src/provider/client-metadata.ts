import { randomBytes } from 'node:crypto';
import type { ClientMetadata } from 'oidc-provider';
import type { VendorClientRegistration } from './identity-provider.js';

/** Registers an application of the simulator itself: its secret is told to nobody, it asks by no request. */
export function toInnerClientMetadata({
  clientId,
  redirectUri,
}: {
  readonly clientId: string;
  readonly redirectUri: string;
}): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: randomBytes(32).toString('base64url'),
    redirect_uris: [redirectUri],
  };
}

/** Registers the vendor's software. */
export function toVendorClientMetadata(registration: VendorClientRegistration): ClientMetadata {
  const { backchannelLogoutUri } = registration;
  return {
    client_id: registration.clientId,
    client_secret: registration.clientSecret,
    redirect_uris: [...registration.redirectUris],
    post_logout_redirect_uris: [...registration.postLogoutRedirectUris],
    grant_types: ['authorization_code', 'refresh_token'],
    ...(backchannelLogoutUri === undefined
      ? {}
      : {
          backchannel_logout_uri: backchannelLogoutUri,
          backchannel_logout_session_required: true,
        }),
  };
}
