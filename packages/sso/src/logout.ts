import { type FetchHandler, type Logger, SasError, type SignOn } from '@sas-sos/core';
import { callSignOn, changeSession } from './call-vendor.js';
import type { Provider } from './provider/create-provider.js';
import type { Refuse } from './refusals.js';
import { createRefusal } from './refuse.js';
import { redirect } from './responses.js';
import type { Rights } from './rights.js';

/**
 * Creates the handler that signs a regulator out: first here, then at the provider, which redirects
 * back. If the provider cannot be reached, or has no logout endpoint, only here.
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
  logger,
}: {
  readonly signOn: SignOn;
  readonly publicUrl: string;
  readonly afterLogoutUrl: string;
  readonly provider: Provider;
  readonly rights: Rights;
  readonly refuse: Refuse;
  readonly logger: Logger;
}): FetchHandler {
  async function endAtProvider(hint: string | null | undefined): Promise<string> {
    const idToken = hint ? await rights.openLogoutHint(hint) : undefined;
    try {
      const url = await provider.endSessionUrl({
        ...(idToken === undefined ? {} : { id_token_hint: idToken }),
        post_logout_redirect_uri: afterLogoutUrl,
      });
      return url ?? afterLogoutUrl;
    } catch {
      logger.warn({}, 'The provider could not be notified of a logout');
      return afterLogoutUrl;
    }
  }

  return async (request) => {
    try {
      if (request.method !== 'GET' && request.method !== 'POST') {
        throw new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET', 'POST'] });
      }
      checkSite(request, publicUrl);
      const session = await callSignOn(() => signOn.currentSession(request));
      // This handler must not close a session of the staff.
      if (!session?.seal) return redirect(afterLogoutUrl, {}, 303);
      const cookies = await changeSession(() => signOn.closeSession(request));
      return redirect(await endAtProvider(session.logoutHint), { cookies }, 303);
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
