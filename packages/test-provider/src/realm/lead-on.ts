import type { KoaContextWithOIDC } from 'oidc-provider';

/** Redirects after a logout, to the address the client asked for or to the page for signed out. */
export function leadOn(context: KoaContextWithOIDC): void {
  const { post_logout_redirect_uri: wanted, state } = context.oidc.params ?? {};
  const target = new URL(
    typeof wanted === 'string' ? wanted : context.oidc.urlFor('end_session_success'),
  );
  if (typeof wanted === 'string' && typeof state === 'string') {
    target.searchParams.set('state', state);
  }
  context.status = 303;
  context.redirect(target.href);
}
