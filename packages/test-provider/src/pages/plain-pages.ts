import type { RealmPages } from './realm-pages.js';

/** Pages without design, sufficient for tests. */
export const plainPages: RealmPages = {
  refusal: ({ error }) => ({
    html: renderDocument('Erreur', `<p><code>${/^\w+$/.exec(error)?.[0] ?? ''}</code></p>`),
  }),
  lostSignIn: () => ({
    status: 400,
    html: renderDocument('Cette connexion n’est plus en cours', ''),
  }),
  foreignForm: () => ({ status: 403, html: renderDocument('Formulaire refusé', '') }),
  // Both come from the realm, a path and base64url text, and need no escaping.
  confirmLogout: ({ action, secret }) => ({
    html: renderDocument(
      'Se déconnecter',
      `<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${secret}">
<button name="logout" value="yes">Confirmer</button>
</form>`,
    ),
  }),
  signedOut: () => ({ html: renderDocument('Déconnecté', '') }),
};

/** Renders a document; both arguments must already be HTML. */
export function renderDocument(title: string, content: string): string {
  return `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>
`;
}
