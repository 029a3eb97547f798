import type { FaultSettings } from '../../state/fault-switches.js';
import type { PlatformRegulator } from '../../state/platform-state.js';
import { assetPaths, type ScriptPath } from '../assets.js';
import { toFaultSentence } from './fault-words.js';
import { type Html, html } from './html.js';
import { toFullName } from './words.js';

/**
 * Writes the headers of every page.
 *
 * Chromium applies `form-action` to the redirects of a form, too: each origin at which a form of
 * the page may end is listed.
 */
export function toPageHeaders(formOrigins: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    ["form-action 'self'", ...formOrigins].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}

/** The headers of a piece of a page, which a script fetches. */
export const fragmentHeaders = toPageHeaders();

const navigation = {
  search: { path: '/', label: 'Créneaux' },
  regulators: { path: '/regulators', label: 'Régulateurs' },
  appointments: { path: '/appointments', label: 'Rendez-vous' },
  associations: { path: '/associations', label: 'Associations' },
  exchanges: { path: '/exchanges', label: 'Échanges' },
  faults: { path: '/faults', label: 'Pannes' },
  certification: { path: '/certification', label: 'Certification' },
} as const;

/** The targets of the navigation. */
type NavigationEntry = keyof typeof navigation;

/** Content of {@link renderPage}. */
export interface PageContent {
  readonly title: string;
  /** Begins with the page's `h1`. */
  readonly main: Html;
  /** The current page; absent if it is not in the navigation. */
  readonly current?: NavigationEntry | undefined;
  /** The person who is signed in at the platform, if any. */
  readonly signedIn?: PlatformRegulator | undefined;
  /** Where to return after signing in. */
  readonly path?: string | undefined;
  /** What is switched on; not shown if absent. */
  readonly faults?: FaultSettings | undefined;
  /** Where the documentation is; no link if absent. */
  readonly documentationUrl?: string | undefined;
  /** The script that updates the page live. */
  readonly script?: ScriptPath | undefined;
}

/** Writes a page in the simulator's frame. */
export function renderPage({
  title,
  main,
  current,
  signedIn,
  path,
  faults,
  documentationUrl,
  script,
}: PageContent): string {
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – SAS simulé</title>
<link rel="icon" href="${assetPaths.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${assetPaths.style}">
${script && html`<script type="module" src="${script}"></script>`}
</head>
<body>
<a class="skip" href="#contenu">Aller au contenu</a>
<header class="site">
<p class="simulated"><strong>Plateforme SAS simulée</strong> — aucune donnée réelle</p>
<div class="bar">
<p class="brand"><a href="/"><span aria-hidden="true">◆</span> SAS <span>simulé</span></a></p>
<nav aria-label="Principale">
<ul>
${Object.entries(navigation).map(
  ([entry, { path, label }]) =>
    html`<li><a href="${path}"${entry === current && html` aria-current="page"`}>${label}</a></li>
`,
)}</ul>
</nav>
${toWho(signedIn, path)}
</div>
</header>
${faults && toFaultBanner(faults)}
<main id="contenu" tabindex="-1">
${main}
</main>
<footer class="site"><p>Simulateur de la plateforme SAS. <a href="/exchanges">Aucun échange</a> ne quitte votre machine. <a href="/api-reference">API pour vos tests</a>${documentationUrl && html` <a href="${documentationUrl}">Documentation${!isLocal(documentationUrl) && ' (en ligne)'}</a>`}</p></footer>
</body>
</html>
`.toString();
}

/** Whether it is on this machine, and opens without a network. */
function isLocal(address: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(address).hostname);
}

function toWho(signedIn: PlatformRegulator | undefined, path = '/'): Html {
  if (!signedIn)
    return html`<p class="who"><a href="/sign-in?${new URLSearchParams({ next: path }).toString()}">Se connecter</a></p>`;
  return html`<form class="who" method="post" action="/sign-out">
<p><span class="sr">Connecté : </span>${toFullName(signedIn)}</p> <button>Se déconnecter</button>
</form>`;
}

function toFaultBanner(faults: FaultSettings): Html | false {
  const sentences = toFaultSentence(faults);
  return (
    sentences.length > 0 &&
    html`<section class="fault-banner" aria-label="Pannes simulées">
<p><strong>Panne simulée :</strong> ${sentences.join(' ; ')}.</p>
<form method="post" action="/faults/reset"><button>Tout rétablir</button></form>
</section>`
  );
}
