import { type Run, toHtmlReport, toJsonReport, toJunitReport } from '@sas-sos/conformance';
import { type Context, Hono } from 'hono';
import type { CertificationRun } from '../../platform/certification/certification-desk.js';
import { renderCertification, toCertificationPage } from './certification-page.js';
import { toFigures, toRunVerdict } from './certification-words.js';
import { type Html, html } from './html.js';
import { fragmentHeaders, type PageContent } from './layout.js';
import { toIso, toMoment, toSeconds } from './local-time.js';
import type { PageContext } from './page-context.js';
import { toDuration } from './words.js';

/** Creates the pages of the certification: a run, live, and those before. */
export function createCertificationPages({ simulation, show, showError }: PageContext): Hono {
  const { certification: desk, vendorUrl } = simulation;
  const routes = new Hono();
  const find = (context: Context) => {
    const text = context.req.param('number') ?? '';
    return /^\d{1,9}$/.test(text) ? desk.find(Number(text)) : undefined;
  };

  routes.get('/certification', (context) => show(context, toHistoryPage(desk.list(), vendorUrl)));
  routes.post('/certification', (context) => {
    // While one runs, the button leads to it.
    const run = desk.start() ?? desk.list()[0];
    return context.redirect(`/certification/${run?.number}`, 303);
  });
  routes.get('/certification/:number', (context) => {
    const found = find(context);
    if (!found) return showError(context, 404);
    return context.req.query('fragment') === undefined
      ? show(context, toCertificationPage(found))
      : context.body(renderCertification(found).toString(), 200, {
          ...fragmentHeaders,
          'x-state': found.state,
        });
  });
  routes.get('/certification/:number/:report', (context) => {
    const found = find(context);
    const name = context.req.param('report');
    const write = Object.hasOwn(reports, name) ? reports[name] : undefined;
    if (!found?.run || !write) return showError(context, 404);
    const before = desk.list().find((one) => one.number < found.number && one.run !== null);
    const { type, text } = write(found.run, before?.run ?? undefined);
    return context.body(text, 200, {
      ...reportHeaders,
      'content-type': `${type}; charset=utf-8`,
      ...(name === 'report'
        ? {}
        : {
            'content-disposition': `attachment; filename="certification-${found.number}-${name}"`,
          }),
    });
  });
  return routes;
}

interface Report {
  readonly type: string;
  readonly text: string;
}

const writePage = (run: Run, previous: Run | undefined): Report => ({
  type: 'text/html',
  text: toHtmlReport(run, { previous }),
});

/** Reports, by the last part of their path. */
const reports: Readonly<Record<string, (run: Run, previous: Run | undefined) => Report>> = {
  report: writePage,
  'report.html': writePage,
  'junit.xml': (run) => ({ type: 'application/xml', text: toJunitReport(run) }),
  'run.json': (run) => ({ type: 'application/json', text: toJsonReport(run) }),
};

/** The report has a policy of its own, stricter than that of the pages, for the rest. */
const reportHeaders = {
  'content-security-policy': "frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

function toHistoryPage(runs: readonly CertificationRun[], vendorUrl: string): PageContent {
  const isRunning = runs[0]?.state === 'running';
  return {
    title: 'Certification',
    current: 'certification',
    main: html`<h1>Certification</h1>
<p class="lead">Les contrôles du kit de test de l’ANS, et ce qui est essayé à la main, sur <code>${vendorUrl}</code>. Des comptes d’essai y sont créés, puis désactivés.</p>
<form method="post" action="/certification"><button>${isRunning ? 'Voir le passage en cours' : 'Lancer un passage'}</button></form>
<h2>Passages</h2>
${
  runs.length === 0
    ? html`<div class="empty"><p>Aucun passage pour l’instant. Le premier dure quelques secondes ; les suivants lui sont comparés.</p></div>`
    : renderHistory(runs)
}`,
  };
}

function renderHistory(runs: readonly CertificationRun[]): Html {
  return html`<table class="stacked card" role="table">
<caption>Le dernier en tête ; les 20 derniers sont conservés</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Passage</th><th role="columnheader" scope="col">Verdict</th><th role="columnheader" scope="col">Règles</th><th role="columnheader" scope="col">Durée</th></tr></thead>
<tbody role="rowgroup">
${runs.map(
  (certification) => html`<tr role="row">
<th role="rowheader" scope="row"><a class="tap" href="/certification/${certification.number}">Nº ${certification.number}, <time datetime="${toIso(certification.startedAt)}">${toMoment(certification.startedAt)} (${toSeconds(certification.startedAt)})</time></a></th>
<td role="cell" data-label="Verdict">${toRunVerdict(certification)}</td>
<td role="cell" data-label="Règles">${certification.run ? toFigures(certification.run) : '–'}</td>
<td role="cell" data-label="Durée">${certification.run ? toDuration(certification.run.durationMilliseconds) : '–'}</td>
</tr>
`,
)}</tbody>
</table>`;
}
