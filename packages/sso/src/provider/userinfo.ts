import { tryParse } from '@sas-sos/fhir-http';
import { z } from 'zod';
import { createRefusal } from '../refuse.js';
import type { ProviderFetch } from './provider-fetch.js';
import type { ProviderMetadata } from './provider-metadata.js';
import { refuseStatus } from './refuse-status.js';
import type { TokenVerifier } from './token-verifier.js';

const schema = z.looseObject({
  sub: z.string(),
  iss: z.unknown().optional(),
  aud: z.unknown().optional(),
});

type Claims = z.infer<typeof schema>;

/**
 * Requests the userinfo of a person; it is JSON, or a JWT whose signature is verified.
 *
 * @throws SasError `SAS_SIGN_ON_TOKEN_INVALID` when it belongs to another person than the ID token.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponse
 */
export async function fetchUserinfo({
  metadata,
  hasCertificate,
  clientId,
  sub,
  accessToken,
  fetch,
  verify,
}: {
  readonly metadata: ProviderMetadata;
  /** Whether the client authenticates with a certificate: its tokens may be bound to it. */
  readonly hasCertificate: boolean;
  readonly clientId: string;
  /** `sub` of the ID token. */
  readonly sub: string;
  readonly accessToken: string;
  readonly fetch: ProviderFetch;
  readonly verify: TokenVerifier;
}): Promise<Claims> {
  const { userinfo_endpoint: usual, mtls_endpoint_aliases: aliases } = metadata;
  const endpoint = (hasCertificate ? aliases?.userinfo_endpoint : undefined) ?? usual;
  if (endpoint === undefined) {
    throw createRefusal('SAS_SIGN_ON_PROVIDER_MISCONFIGURED', 'no userinfo endpoint');
  }
  const response = await fetch(endpoint, {
    headers: {
      accept: 'application/json, application/jwt',
      authorization: `Bearer ${accessToken}`,
    },
  });
  if (response.status !== 200) throw refuseStatus('userinfo', response.status);
  const isSigned = /^application\/jwt\b/i.test(response.headers.get('content-type') ?? '');
  const text = (await response.text()).trim();
  const content = isSigned
    ? await verify(text, { jwksUri: metadata.jwks_uri, isFromProvider: true })
    : tryParse(() => JSON.parse(text));
  const { success, data: claims } = schema.safeParse(content);
  if (!success || claims.sub !== sub) {
    throw createRefusal('SAS_SIGN_ON_TOKEN_INVALID', 'userinfo sub');
  }
  if (claims.iss !== undefined && claims.iss !== metadata.issuer) {
    throw createRefusal('SAS_SIGN_ON_TOKEN_INVALID', 'userinfo iss');
  }
  if (claims.aud !== undefined && ![claims.aud].flat().includes(clientId)) {
    throw createRefusal('SAS_SIGN_ON_TOKEN_INVALID', 'userinfo aud');
  }
  return claims;
}
