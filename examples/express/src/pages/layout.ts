import { type Html, html } from './html.js';

export const stylePath = '/style.css';

/** Who reads a page, where there is a session. */
export interface SignedIn {
  readonly name: string;
  /** What the forms of the session carry. */
  readonly csrf: string;
  /** Where the form goes that ends it. */
  readonly logoutPath: string;
  /** Where else there is to go. */
  readonly links?: readonly { readonly path: string; readonly text: string }[];
}

/** The frame of every page. */
export function layout({
  title,
  main,
  signedIn,
}: {
  readonly title: string;
  readonly main: Html;
  readonly signedIn?: SignedIn | undefined;
}): string {
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Agenda SOS</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<a class="skip" href="#contenu">Aller au contenu</a>
<header><p><a href="/">Agenda SOS</a> <span>logiciel de démonstration</span></p>${signedIn && toSignedIn(signedIn)}</header>
<main id="contenu" tabindex="-1">
${main}
</main>
<footer><p>Éditeur de référence du SDK <span translate="no">sas-sos</span>. Aucune donnée de patient. <a href="/staff/regulators">Espace du secrétariat</a></p></footer>
</body>
</html>
`.toString();
}

function toSignedIn({ name, csrf, logoutPath, links = [] }: SignedIn): Html {
  return html`${links.length > 0 && toLinks(links)}<form method="post" action="${logoutPath}">
<p>Connecté : <strong>${name}</strong> ${csrfField(csrf)}<button>Se déconnecter</button></p>
</form>`;
}

function toLinks(links: NonNullable<SignedIn['links']>): Html {
  return html`<nav aria-label="Espace du secrétariat">
<ul class="days">${links.map(({ path, text }) => html`<li><a href="${path}">${text}</a></li>`)}</ul>
</nav>
`;
}

/** The field that shows that a form was made for the session in which it is sent. */
export function csrfField(csrf: string): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}">`;
}
