import {
  errorCatalogue,
  type FetchHandler,
  isSasError,
  type Logger,
  readBody,
  SasError,
  type SasErrorCode,
  type SignOn,
} from '@sas-sos/core';
import { callVendor } from './call-vendor.js';
import type { Provider } from './provider/create-provider.js';
import type { Rights } from './rights.js';

const longestBody = 16_384;

/**
 * Makes the handler by which the provider tells, server to server, that somebody signed out there:
 * the sessions that this opened here are closed.
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
    const key = rights.toLogoutKey(await provider.readLogoutToken(token));
    await callVendor(() => signOn.closeProviderSessions?.(key));
  }

  return async (request, context) => {
    try {
      await close(request, context?.signal ?? request.signal);
      logger.info({}, 'The provider ended a session');
      return toAnswer(200);
    } catch (error) {
      const known = isSasError(error) ? error : new SasError('SAS_INTERNAL', { cause: error });
      const code: SasErrorCode =
        known.code === 'SAS_SIGN_ON_TOKEN_INVALID'
          ? 'SAS_SIGN_ON_LOGOUT_TOKEN_INVALID'
          : known.code;
      const { cause } = known;
      logger.warn({ code, ...toFields(cause) }, 'A logout of the provider was refused');
      return toAnswer(errorCatalogue[code].status, code);
    }
  };
}

function toFields(cause: unknown): object {
  return cause instanceof Error ? { reason: cause.message } : {};
}

function toAnswer(status: number, code?: SasErrorCode): Response {
  const body = code && { error: 'invalid_request', error_description: code };
  return new Response(body ? JSON.stringify(body) : null, {
    status,
    headers: {
      'cache-control': 'no-store',
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
  });
}
