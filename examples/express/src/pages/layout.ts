import { type Html, html } from './html.js';

export const stylePath = '/style.css';

/** The person who reads a page in a session. */
export interface SignedIn {
  readonly name: string;
  /** Token of the forms of the session. */
  readonly csrf: string;
  /** Path of the form that ends the session. */
  readonly logoutPath: string;
  /** Further links in the header, and what they are. */
  readonly linksName?: string;
  readonly links?: readonly { readonly path: string; readonly text: string }[];
}

/** Renders a page in the frame that all pages share. */
export function layout({
  title,
  main,
  signedIn,
  script,
}: {
  readonly title: string;
  readonly main: Html;
  readonly signedIn?: SignedIn | undefined;
  /** Path of a script that adds comfort: the page works without it. */
  readonly script?: string | undefined;
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
${
  script !== undefined &&
  html`<script type="module" src="${script}"></script>
`
}</head>
<body>
<a class="skip" href="#contenu">Aller au contenu</a>
<header><p><a href="/">Agenda SOS</a>${(signedIn?.links ?? []).length < 2 && html` <span>logiciel de démonstration</span>`}</p>${signedIn && renderSignedIn(signedIn)}</header>
<main id="contenu" tabindex="-1">
${main}
</main>
<footer><p>Éditeur de référence du SDK <span translate="no">sas-sos</span>. Aucune donnée de patient. <a href="/staff/regulators">Espace du secrétariat</a></p></footer>
</body>
</html>
`.toString();
}

function renderSignedIn({ name, csrf, logoutPath, links = [], linksName = '' }: SignedIn): Html {
  return html`${links.length > 0 && renderLinks(links, linksName)}<form method="post" action="${logoutPath}">
<p>Connecté : <strong>${name}</strong> ${csrfField(csrf)}<button>Se déconnecter</button></p>
</form>`;
}

function renderLinks(links: NonNullable<SignedIn['links']>, name: string): Html {
  return html`<nav aria-label="${name}">
<ul class="days">${links.map(({ path, text }) => html`<li><a href="${path}">${text}</a></li>`)}</ul>
</nav>
`;
}

/** Renders the hidden field that ties a form to its session. */
export function csrfField(csrf: string): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}">`;
}
