import { createHash } from 'node:crypto';
import type { Clock } from '@sas-sos/core';
import { responseChunks, toBytesResponse } from '@sas-sos/fhir-http';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  type CustomFetch,
} from 'openid-client';
import type { Attempt } from '../attempts.js';
import type { SignOnMethod } from '../methods/sign-on-method.js';
import { createRefusal, mayBeOutdated } from '../refuse.js';
import { createConfigurations } from './configurations.js';
import { createDiscovery } from './discovery.js';
import { type ProviderLogout, readLogoutToken } from './logout-token.js';
import type { ProviderFetch } from './provider-fetch.js';
import type { ProviderMetadata } from './provider-metadata.js';
import { toExchangeRefusal } from './to-exchange-refusal.js';
import { createTokenVerifier } from './token-verifier.js';
import { fetchUserinfo } from './userinfo.js';

/** The person who signed in, according to the provider: verified claims, and their token. */
export interface Identity {
  /** Claims of the ID token, plus those that only userinfo has. */
  readonly claims: Readonly<Record<string, unknown>> & { readonly sub: string };
  readonly idToken: string;
}

/** The provider of a method, as the rest of the package sees it. */
export interface Provider {
  /** Where the browser is sent to sign in. */
  authorizationUrl(attempt: Attempt, redirectUri: string): Promise<string>;
  /** Exchanges the answer that the browser brought for an identity. */
  exchange(callbackUrl: URL, attempt: Attempt): Promise<Identity>;
  /** Where the browser is sent to sign out; `undefined` if the provider has no such endpoint. */
  endSessionUrl(parameters: Readonly<Record<string, string>>): Promise<string | undefined>;
  /** Parses the token of a back-channel logout. */
  readLogoutToken(token: string): Promise<ProviderLogout>;
}

/** Creates the provider of a method. It sends no request before the first use. */
export function createProvider({
  method,
  fetch,
  clock,
}: {
  readonly method: SignOnMethod;
  readonly fetch: ProviderFetch;
  readonly clock: Clock;
}): Provider {
  const { issuer, clientId } = method;
  const hasCertificate = method.clientAuthentication.method === 'tls_client_auth';
  const discovery = createDiscovery({ issuer, discoveryUrl: method.discoveryUrl, fetch, clock });
  const withConfiguration = createConfigurations({ method, clock });
  const verify = createTokenVerifier({ fetch, clock });

  /**
   * Runs a step with the metadata. If it fails and the provider has changed its metadata since they
   * were read, runs it again, once, with the new ones.
   */
  async function withMetadata<Result>(
    step: (metadata: ProviderMetadata) => Promise<Result>,
  ): Promise<Result> {
    const metadata = await discovery.read();
    try {
      return await step(metadata);
    } catch (error) {
      const renewed = mayBeOutdated(error) ? await discovery.renew(metadata) : undefined;
      if (!renewed) throw error;
      return step(renewed);
    }
  }

  /** Creates what redeems one code: the endpoint takes it once, so that its tokens are kept. */
  function createRedemption(callbackUrl: URL, attempt: Attempt) {
    let repeat: (() => Response) | undefined;
    return async (metadata: ProviderMetadata) => {
      let isAsked = false;
      const fetchOnce: CustomFetch = async (url, init) => {
        isAsked = true;
        if (repeat) return repeat();
        const response = await fetch(url, init as RequestInit);
        const { status, headers } = response;
        const chunks = responseChunks(response) ?? [];
        if (status === 200 && isJson(response)) {
          repeat = () => toBytesResponse(chunks, { status, headers });
        }
        return response;
      };
      const exchangeCode = async (configuration: Configuration) => {
        try {
          return await authorizationCodeGrant(configuration, callbackUrl, {
            expectedState: attempt.state,
            expectedNonce: attempt.nonce,
            pkceCodeVerifier: attempt.codeVerifier,
            idTokenExpected: true,
          });
        } catch (error) {
          throw toExchangeRefusal(error, { method, metadata, isAsked });
        }
      };
      return withConfiguration(metadata, exchangeCode, fetchOnce);
    };
  }

  /** Verifies an ID token; openid-client checks the claims, but not the signature. */
  async function verifyIdToken(idToken: string, metadata: ProviderMetadata, attempt: Attempt) {
    const claims = await verify(idToken, {
      jwksUri: metadata.jwks_uri,
      issuer,
      audience: clientId,
      required: ['sub', 'iat', 'exp', 'nonce'],
      isFromProvider: true,
    });
    const { sub, azp, nonce } = claims;
    if (typeof sub !== 'string' || sub === '') throw invalid('sub');
    if (nonce !== attempt.nonce) throw invalid('nonce');
    if (azp !== undefined && azp !== clientId) throw invalid('azp');
    checkAssurance(method, claims);
    return { ...claims, sub };
  }

  /** A method may ask for `prompt=none`; where a page is needed, it would only fail. */
  function parametersOf(isSilent = false): Readonly<Record<string, string>> {
    const { prompt, ...others } = method.authorizationParameters ?? {};
    if (isSilent) return { ...others, prompt: 'none' };
    return prompt === undefined || prompt === 'none' ? others : { ...others, prompt };
  }

  return {
    async authorizationUrl({ state, nonce, codeVerifier, isSilent }, redirectUri) {
      const parameters = {
        ...parametersOf(isSilent),
        ...(method.acrValues ? { acr_values: method.acrValues.join(' ') } : {}),
        client_id: clientId,
        response_type: 'code',
        scope: method.scopes.join(' '),
        redirect_uri: redirectUri,
        state,
        nonce,
        code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
        code_challenge_method: 'S256',
      };
      const url = await withConfiguration(await discovery.read(), (configuration) =>
        buildAuthorizationUrl(configuration, parameters),
      );
      return url.href;
    },

    async exchange(callbackUrl, attempt) {
      const redeem = createRedemption(callbackUrl, attempt);
      return withMetadata(async (metadata) => {
        const { id_token: idToken, access_token: accessToken } = await redeem(metadata);
        if (!idToken) throw invalid('no ID token');
        const claims = await verifyIdToken(idToken, metadata, attempt);
        const { sub } = claims;
        const more = method.userinfo
          ? await fetchUserinfo({
              metadata,
              hasCertificate,
              clientId,
              sub,
              accessToken,
              fetch,
              verify,
            })
          : {};
        return { claims: { ...more, ...claims }, idToken };
      });
    },

    async endSessionUrl(parameters) {
      const metadata = await discovery.read();
      if (metadata.end_session_endpoint === undefined) return undefined;
      const url = await withConfiguration(metadata, (configuration) =>
        buildEndSessionUrl(configuration, { ...parameters }),
      );
      return url.href;
    },

    async readLogoutToken(token) {
      const { jwks_uri: jwksUri } = await discovery.read();
      return readLogoutToken(token, { issuer, clientId, jwksUri, verify, now: clock.now() });
    },
  };
}

function checkAssurance(
  { acceptedAcrValues }: SignOnMethod,
  { acr }: { readonly [claim: string]: unknown },
): void {
  if (acceptedAcrValues === undefined) return;
  if (typeof acr !== 'string' || !acceptedAcrValues.includes(acr)) {
    throw createRefusal('SAS_SIGN_ON_ASSURANCE_TOO_LOW', 'acr');
  }
}

function invalid(reason: string) {
  return createRefusal('SAS_SIGN_ON_TOKEN_INVALID', reason);
}

/** Whether an answer of the token endpoint can contain tokens: a page is not kept. */
function isJson({ headers }: Response): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? '');
}
