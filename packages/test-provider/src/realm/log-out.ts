import type { KoaContextWithOIDC } from 'oidc-provider';
import { setPage } from '../pages/page.js';
import type { RealmPages } from '../pages/realm-pages.js';
import { endSession } from './end-session.js';
import { leadOn } from './lead-on.js';
import { realmPaths } from './realm-layout.js';

/**
 * Logs out at once, like Keycloak, if the client proves by an ID token of the same person that the
 * logout is intended; asks for confirmation otherwise.
 */
export async function logOut(
  context: KoaContextWithOIDC,
  {
    mountPath,
    cookieName,
    pages,
  }: { readonly mountPath: string; readonly cookieName: string; readonly pages: RealmPages },
): Promise<void> {
  const { session, params, entities, provider } = context.oidc;
  const isMeant =
    typeof params?.post_logout_redirect_uri === 'string' &&
    entities.IdTokenHint?.payload.sub === session?.accountId;
  if (!session || !isMeant) {
    const { secret } = (session?.state ?? {}) as { readonly secret?: string };
    const action = `${mountPath}${realmPaths.end_session}/confirm`;
    setPage(context, pages.confirmLogout({ action, secret: secret ?? '' }));
    return;
  }
  await endSession(provider, session);
  context.cookies.set(cookieName, null, { path: mountPath });
  leadOn(context);
}
