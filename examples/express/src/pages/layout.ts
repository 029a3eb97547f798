import { type Html, html } from './html.js';

export const stylePath = '/style.css';

/** The frame of every page. */
export function layout({ title, main }: { readonly title: string; readonly main: Html }): string {
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
<header><p><a href="/">Agenda SOS</a> <span>logiciel de démonstration</span></p></header>
<main id="contenu" tabindex="-1">
${main}
</main>
<footer><p>Éditeur de référence du SDK <span translate="no">sas-sos</span>. Aucune donnée de patient.</p></footer>
</body>
</html>
`.toString();
}
