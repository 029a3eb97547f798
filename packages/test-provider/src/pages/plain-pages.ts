import type { RealmPages } from './realm-pages.js';

/** Pages without any design: what a test needs. */
export const plainPages: RealmPages = {
  refusal: ({ error }) => ({
    html: toDocument('Erreur', `<p><code>${/^\w+$/.exec(error)?.[0] ?? ''}</code></p>`),
  }),
  lostSignIn: () => ({
    status: 400,
    html: toDocument('Cette connexion n’est plus en cours', ''),
  }),
  foreignForm: () => ({ status: 403, html: toDocument('Formulaire refusé', '') }),
  // Both are the realm's own: a path, and characters of base64url.
  confirmLogout: ({ action, secret }) => ({
    html: toDocument(
      'Se déconnecter',
      `<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${secret}">
<button name="logout" value="yes">Confirmer</button>
</form>`,
    ),
  }),
  signedOut: () => ({ html: toDocument('Déconnecté', '') }),
};

/** Writes a document; both are HTML already. */
export function toDocument(title: string, content: string): string {
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
