import { createHash } from 'node:crypto';
import type { Language } from '../rule/text.js';
import type { Run } from '../run/run.js';
import { compareRuns } from './compare-runs.js';
import { toExchangeViews } from './html/exchange-view.js';
import { html, trustedHtml } from './html/html.js';
import { renderComparison } from './html/render-comparison.js';
import { renderExchange } from './html/render-exchange.js';
import { renderGroup } from './html/render-group.js';
import {
  renderChecks,
  renderDeclarations,
  renderFirst,
  renderGroups,
  renderVerdict,
} from './html/render-summary.js';
import type { ReportPage } from './html/report-page.js';
import { reportScript } from './html/report-script.js';
import { reportStyle } from './html/report-style.js';

/** Options of {@link toHtmlReport}. */
export interface HtmlReportOptions {
  /** @defaultValue `fr` */
  readonly language?: Language | undefined;
  /** A run before: the report shows what changed. @defaultValue none */
  readonly previous?: Run | undefined;
}

/**
 * Writes a run as one HTML file that loads nothing: to open, to print, to hand over. Whatever the
 * vendor answered is text in it, and the page's own policy runs no script but the report's.
 */
export function toHtmlReport(
  run: Run,
  { language = 'fr', previous }: HtmlReportOptions = {},
): string {
  const say = (fr: string, en: string) => (language === 'fr' ? keepSpaces(fr) : en);
  const page: ReportPage = {
    run,
    language,
    say,
    tell: ({ fr, en }) => say(fr, en),
    views: toExchangeViews(run),
    comparison: previous && compareRuns(previous, run),
  };
  const title = say('Certification SAS, SOS Médecins', 'SAS certification, SOS Médecins');
  const isDone = run.problem === null;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title} – ${run.vendor}</title>
<style>${trustedHtml(reportStyle)}</style>
</head>
<body>
<a class="skip" href="#content">${say('Aller au contenu', 'Skip to the content')}</a>
<header><h1>${title}</h1></header>
<main id="content">
${renderVerdict(page)}
${isDone && renderFirst(page)}
${renderComparison(page)}
${isDone && renderGroups(page)}
${isDone && renderChecks(page)}
${isDone && html`<p class="filter" hidden><label><input type="checkbox" id="only-failures"> ${say('Ne montrer que ce qui échoue', 'Show failures alone')}</label></p>`}
${isDone && run.groups.map((group) => renderGroup(group, page))}
${renderDeclarations(page)}
<section><h2>${say('Échanges', 'Exchanges')}</h2>
<p class="soft">${say(
    'Cookies, codes, jetons et mots de passe y sont remplacés par « … ».',
    'Cookies, codes, tokens and passwords are replaced by "…".',
  )}</p>
${[...page.views.values()].map((view) => renderExchange(view, page))}
</section>
</main>
<footer>@sas-sos/conformance ${run.tool.version}</footer>
<p id="status" role="status" hidden data-done="${say('Copié.', 'Copied.')}" data-refused="${say('La commande est sélectionnée : copiez-la.', 'The command is selected: copy it.')}"></p>
<script>${trustedHtml(reportScript)}</script>
</body>
</html>
`.html;
}

/** French signs have a space before them, « » inside: no line may break there, nor in a number. */
const keepSpaces = (text: string) =>
  text.replace(/ (?=[:;?!»])|(?<=«|nº) |(?<=\d) (?=\d|(?:ms|s)\b)/g, '\u00a0');

const toSource = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const policy = [
  "default-src 'none'",
  `style-src ${toSource(reportStyle)}`,
  `script-src ${toSource(reportScript)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
