import { isSasError } from '@sas-sos/core';
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { createRefusal } from '../refuse.js';

const troubles: ReadonlySet<string> = new Set(['server_error', 'temporarily_unavailable']);

/** Errors that the provider raises about our request, not about the person. */
const misconfigured: ReadonlySet<string> = new Set([
  'invalid_request',
  'invalid_scope',
  'unauthorized_client',
  'unsupported_response_type',
]);

/**
 * Converts the error of an exchange that openid-client gave up to a refusal; only codes of the
 * error are kept.
 *
 * @param isAsked - whether the token endpoint was already called: before, the answer of the browser
 *   was wrong, after it that of the provider
 */
export function toExchangeRefusal(error: unknown, isAsked: boolean): unknown {
  const sasError = findSasError(error);
  if (sasError) return sasError;
  if (error instanceof AuthorizationResponseError) {
    const reason = `authorization: ${toName(error.error)}`;
    if (misconfigured.has(error.error)) {
      return createRefusal('SAS_SIGN_ON_PROVIDER_MISCONFIGURED', reason);
    }
    return troubles.has(error.error)
      ? createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', reason)
      : createRefusal('SAS_SIGN_ON_PROVIDER_REFUSED', reason);
  }
  if (error instanceof ResponseBodyError) {
    const reason = `token endpoint: ${toName(error.error)}`;
    if (error.error === 'invalid_grant') return createRefusal('SAS_SIGN_ON_CODE_REFUSED', reason);
    return troubles.has(error.error)
      ? createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', reason)
      : createRefusal('SAS_SIGN_ON_PROVIDER_MISCONFIGURED', reason);
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    return createRefusal('SAS_SIGN_ON_PROVIDER_MISCONFIGURED', 'token endpoint: client refused');
  }
  const reason = toReason(error);
  if (!isAsked) return createRefusal('SAS_SIGN_ON_ANSWER_INVALID', reason);
  const isStrange = /RESPONSE_IS_NOT|UNSUPPORTED_OPERATION$/.test(reason);
  return isStrange
    ? createRefusal('SAS_SIGN_ON_PROVIDER_MISCONFIGURED', `token endpoint: ${reason}`)
    : createRefusal('SAS_SIGN_ON_TOKEN_INVALID', reason);
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
  return typeof claim === 'string' && claim !== '' ? `${code} ${toName(claim)}` : code;
}

function toName(text: string): string {
  return /^[a-z_]{1,40}$/.test(text) ? text : 'unnamed';
}
