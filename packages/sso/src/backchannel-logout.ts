import {
  errorCatalogue,
  type FetchHandler,
  isSasError,
  type Logger,
  SasError,
  type SasErrorCode,
  type SignOn,
} from '@sas-sos/core';
import { readBody, withErrorCodes } from '@sas-sos/fhir-http';
import { callSignOn } from './call-vendor.js';
import type { Provider } from './provider/create-provider.js';
import { ofTheVendor } from './refusals.js';
import type { Rights } from './rights.js';

const longestBody = 16_384;

/**
 * Creates the handler by which the provider reports, server to server, that a person signed out
 * there: it closes the sessions that the sign-on opened here.
 *
 * @see https://openid.net/specs/openid-connect-backchannel-1_0.html
 */
export function createBackchannelLogout({
  signOn,
  provider,
  rights,
  logger,
}: {
  readonly signOn: SignOn;
  readonly provider: Provider;
  readonly rights: Rights;
  readonly logger: Logger;
}): FetchHandler {
  async function close(request: Request, signal: AbortSignal): Promise<void> {
    if (!signOn.closeProviderSessions) throw new SasError('SAS_REQUEST_NOT_FOUND');
    if (request.method !== 'POST') {
      throw new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['POST'] });
    }
    const body = await readBody(request, { limit: longestBody, signal });
    const tokens = new URLSearchParams(new TextDecoder().decode(body)).getAll('logout_token');
    const [token] = tokens;
    if (token === undefined || tokens.length > 1) {
      throw new SasError('SAS_SIGN_ON_LOGOUT_TOKEN_INVALID');
    }
    for (const key of rights.toLogoutKeys(await provider.readLogoutToken(token))) {
      await callSignOn(() => signOn.closeProviderSessions?.(key));
    }
  }

  return async (request, context) => {
    try {
      await close(request, context?.signal ?? request.signal);
      logger.info({}, 'The provider ended a session');
      return toAnswer(200);
    } catch (error) {
      const sasError = isSasError(error) ? error : new SasError('SAS_INTERNAL', { cause: error });
      const code: SasErrorCode =
        sasError.code === 'SAS_SIGN_ON_TOKEN_INVALID'
          ? 'SAS_SIGN_ON_LOGOUT_TOKEN_INVALID'
          : sasError.code;
      const { cause, allow } = sasError;
      if (ofTheVendor.has(code)) {
        logger.error({ code, err: cause }, 'A logout of the provider failed');
      } else {
        logger.warn({ code, ...toFields(cause) }, 'A logout of the provider was refused');
      }
      // The provider may send it again, when the vendor's store may work again.
      const status = code === 'SAS_SIGN_ON_SESSION_FAILED' ? 503 : errorCatalogue[code].status;
      return withErrorCodes(toAnswer(status, { code, allow }), [code]);
    }
  };
}

function toFields(cause: unknown): object {
  return cause instanceof Error ? { reason: cause.message } : {};
}

function toAnswer(
  status: number,
  {
    code,
    allow,
  }: { readonly code?: SasErrorCode; readonly allow?: readonly string[] | undefined } = {},
): Response {
  const body = code && { error: 'invalid_request', error_description: code };
  return new Response(body ? JSON.stringify(body) : null, {
    status,
    headers: {
      'cache-control': 'no-store',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(allow ? { allow: allow.join(', ') } : {}),
      ...(status === 503 ? { 'retry-after': '5' } : {}),
    },
  });
}
