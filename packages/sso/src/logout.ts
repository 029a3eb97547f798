import { type FetchHandler, isSasError, SasError, type SignOn } from '@sas-sos/core';
import { callSignOn, changeSession } from './call-vendor.js';
import type { Provider } from './provider/create-provider.js';
import type { Refuse } from './refusals.js';
import { createRefusal } from './refuse.js';
import { redirect } from './responses.js';
import type { Rights } from './rights.js';

/**
 * Creates the handler that signs a regulator out: first here, then at the provider, which redirects
 * back. If the session here is already gone, the provider is still asked to end its own. If the
 * provider cannot be reached, or has no logout endpoint, a page says so.
 *
 * @see https://openid.net/specs/openid-connect-rpinitiated-1_0.html
 */
export function createLogout({
  signOn,
  publicUrl,
  afterLogoutUrl,
  provider,
  rights,
  refuse,
}: {
  readonly signOn: SignOn;
  readonly publicUrl: string;
  readonly afterLogoutUrl: string;
  readonly provider: Provider;
  readonly rights: Rights;
  readonly refuse: Refuse;
}): FetchHandler {
  async function endAtProvider(
    hint: string | null | undefined,
    cookies: readonly string[],
  ): Promise<Response> {
    const idToken = hint ? rights.openLogoutHint(hint) : undefined;
    let reason = 'no end_session_endpoint';
    try {
      const url = await provider.endSessionUrl({
        ...(idToken === undefined ? {} : { id_token_hint: idToken }),
        post_logout_redirect_uri: afterLogoutUrl,
      });
      if (url !== undefined) return redirect(url, { cookies }, 303);
    } catch (error) {
      // Its cause is a fixed text.
      reason =
        isSasError(error) && error.cause instanceof Error ? error.cause.message : 'no answer';
    }
    // The person leaves a desk that others use, and must not believe that all is closed.
    const error = createRefusal('SAS_SIGN_ON_LOGOUT_INCOMPLETE', reason);
    return refuse(error, { cookies });
  }

  return async (request) => {
    try {
      if (request.method !== 'GET' && request.method !== 'POST') {
        throw new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET', 'POST'] });
      }
      checkSite(request, publicUrl);
      const session = await callSignOn(() => signOn.currentSession(request));
      // This handler must not close a session of the staff.
      if (session && !session.seal) return redirect(afterLogoutUrl, {}, 303);
      if (!session) return await endAtProvider(undefined, []);
      const cookies = await changeSession(() => signOn.closeSession(request));
      return await endAtProvider(session.logoutHint, cookies);
    } catch (error) {
      return refuse(error);
    }
  };
}

/**
 * Refuses requests from other sites, including neighbouring domains. A request without either
 * header, or from the address bar, is accepted: a logout does no further harm.
 */
function checkSite({ headers }: Request, publicUrl: string): void {
  const site = headers.get('sec-fetch-site');
  if (site !== null) {
    if (site === 'same-origin' || site === 'none') return;
    throw createRefusal('SAS_SIGN_ON_CROSS_SITE', 'sec-fetch-site');
  }
  const origin = headers.get('origin');
  if (origin === null || origin === publicUrl) return;
  throw createRefusal('SAS_SIGN_ON_CROSS_SITE', 'origin');
}
