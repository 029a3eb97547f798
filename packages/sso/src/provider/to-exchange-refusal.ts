import { isSasError } from '@sas-sos/core';
import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import type { SignOnMethod } from '../methods/sign-on-method.js';
import { providerTroubles } from '../provider-error.js';
import { createRefusal } from '../refuse.js';
import type { ProviderMetadata } from './provider-metadata.js';
import { toAlgorithmReason, toClientReason, toNames } from './token-reasons.js';

/** Errors of the token endpoint about the client: Keycloak has used both. */
const ofClient: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client']);

/** What the exchange was made with. */
interface Exchange {
  readonly method: SignOnMethod;
  readonly metadata: ProviderMetadata;
  /**
   * Whether the token endpoint was already called: before, the answer of the browser was wrong,
   * after it that of the provider.
   */
  readonly isAsked: boolean;
}

/**
 * Converts the error of an exchange that openid-client gave up to a refusal; only codes of the
 * error are kept.
 */
export function toExchangeRefusal(error: unknown, exchange: Exchange): unknown {
  const sasError = findSasError(error);
  if (sasError) return sasError;
  if (error instanceof ResponseBodyError) return ofTokenEndpoint(error.error, exchange);
  if (error instanceof WWWAuthenticateChallengeError) {
    return ofTokenEndpoint(readBodyError(error) ?? 'invalid_client', exchange);
  }
  const reason = toReason(error);
  if (!exchange.isAsked) return createRefusal('SAS_SIGN_ON_ANSWER_INVALID', reason);
  return ofAnswer(error, reason);
}

function ofTokenEndpoint(name: string, { method, metadata }: Exchange) {
  const reason = `token endpoint: ${toNames([name])}`;
  if (name === 'invalid_grant') return createRefusal('SAS_SIGN_ON_CODE_REFUSED', reason);
  if (providerTroubles.has(name)) return createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', reason);
  const hint = ofClient.has(name) ? `: ${toClientReason(method, metadata)}` : '';
  return createRefusal('SAS_SIGN_ON_PROVIDER_MISCONFIGURED', reason + hint);
}

/** A token endpoint that answered something else than tokens, or tokens that are wrong. */
function ofAnswer(error: unknown, reason: string) {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Response) {
    const type = /^[\w/+.-]{1,60}/.exec(cause.headers.get('content-type') ?? '')?.[0] ?? 'no type';
    return createRefusal(
      'SAS_SIGN_ON_PROVIDER_MISCONFIGURED',
      `token endpoint: ${reason}: status ${cause.status}, ${type}, instead of tokens in JSON`,
      { mayBeOutdated: true },
    );
  }
  const algorithm = toAlgorithmReason(cause instanceof Error ? cause.cause : undefined);
  if (algorithm) {
    const { reason: text, mayBeOutdated } = algorithm;
    return createRefusal('SAS_SIGN_ON_TOKEN_INVALID', text, { mayBeOutdated });
  }
  if (cause instanceof Error && cause.message.includes('"id_token"')) {
    return createRefusal(
      'SAS_SIGN_ON_TOKEN_INVALID',
      'token endpoint: no ID token; check that the client may use the scope openid',
    );
  }
  return /UNSUPPORTED_OPERATION$/.test(reason)
    ? createRefusal('SAS_SIGN_ON_PROVIDER_MISCONFIGURED', `token endpoint: ${reason}`)
    : createRefusal('SAS_SIGN_ON_TOKEN_INVALID', reason);
}

/** The `error` of a challenge, if it has one. */
function readBodyError({ cause }: WWWAuthenticateChallengeError): string | undefined {
  return cause.map(({ parameters }) => parameters.error).find((name) => name !== undefined);
}

function findSasError(error: unknown): unknown {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (isSasError(current)) return current;
  }
  return undefined;
}

/** The code of an error, and the claim it concerns. */
function toReason(error: unknown): string {
  if (!(error instanceof ClientError)) return 'no answer that can be read';
  const { code = 'OAUTH_ERROR' } = error;
  const details = error.cause instanceof Error ? error.cause.cause : undefined;
  const claim =
    typeof details === 'object' && details !== null && 'claim' in details ? details.claim : '';
  return typeof claim === 'string' && claim !== '' ? `${code} ${toNames([claim])}` : code;
}
