import { Hono } from 'hono';
import type { AssociationsOutcome } from '../../platform/vendor/vendor-client.js';
import type { AssociationList } from './association-list.js';
import { toCheckReport, toExchangeLinks, toFailure } from './call-report.js';
import { type Html, html } from './html.js';
import type { PageContent } from './layout.js';
import type { PageContext } from './page-context.js';
import { toCount } from './words.js';

/** Creates the pages of the vendor's associations. */
export function createAssociationPages({ show }: PageContext, list: AssociationList): Hono {
  const routes = new Hono();
  routes.get('/associations', async (context) =>
    show(context, toAssociationPage(await list.read())),
  );
  routes.post('/associations/refresh', async (context) => {
    await list.refresh();
    return context.redirect('/associations', 303);
  });
  routes.get('/associations.csv', async (context) => {
    const listed = await list.read();
    if (listed.outcome === 'failed') {
      return show(context, toAssociationPage(listed), 502);
    }
    return context.body(toAssociationCsv(listed.associations), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="associations.csv"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });
  return routes;
}

/** The vendor's associations. */
function toAssociationPage(listed: AssociationsOutcome): PageContent {
  return {
    title: 'Associations',
    current: 'associations',
    main: html`<h1>Associations</h1>
<p class="lead">Celles que porte votre logiciel et leurs lieux, telles que la plateforme les reçoit (INT_SOS-transco).</p>
<div class="actions">
<form method="post" action="/associations/refresh"><button>Demander à nouveau</button></form>
${listed.outcome === 'found' && html`<a class="button second" href="/associations.csv" download>Télécharger en CSV</a>`}
</div>
${listed.outcome === 'failed' ? toFailure(listed) : toList(listed)}`,
  };
}

function toList({
  associations,
  checks,
  exchanges,
}: Extract<AssociationsOutcome, { outcome: 'found' }>): Html {
  const places = associations.reduce((sum, association) => sum + association.places.length, 0);
  return html`${toCheckReport(checks, exchanges)}
${
  associations.length === 0
    ? html`<div class="empty"><h2>Aucune association</h2><p>Votre logiciel a répondu, et n’en porte aucune. Ajoutez-en une chez vous, puis demandez à nouveau.</p></div>`
    : html`<table class="stacked card" role="table">
<caption>${toCount(associations.length, 'association', 'associations')}, ${toCount(places, 'lieu', 'lieux')}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Association</th><th role="columnheader" scope="col">SIRET, avec son 3</th><th role="columnheader" scope="col">Lieux de consultation</th></tr></thead>
<tbody role="rowgroup">
${associations.map(
  ({ name, siret, places: ofIt }) => html`<tr role="row">
<th role="rowheader" scope="row"><a class="tap" href="/?association=${encodeURIComponent(siret)}&amp;day=all">${name}</a></th>
<td role="cell" data-label="SIRET"><code>${siret}</code></td>
<td role="cell" data-label="Lieux">${
    ofIt.length === 0
      ? html`<span class="soft">Aucun</span>`
      : html`<ul class="plain">${ofIt.map(
          (place) =>
            html`<li>${place.name}${place.address && html` <small class="soft">${place.address.line}, ${place.address.postalCode} ${place.address.city}</small>`}</li>`,
        )}</ul>`
  }</td>
</tr>
`,
)}</tbody>
</table>`
}
<p class="soft">${toExchangeLinks(exchanges)}</p>`;
}

type Associations = Extract<AssociationsOutcome, { outcome: 'found' }>['associations'];

const heads = ['association', 'siret', 'lieu', 'adresse', 'code postal', 'commune', 'téléphone'];

/** Writes a line per place, in the format that French spreadsheets open. */
export function toAssociationCsv(associations: Associations): string {
  const rows = associations.flatMap(({ name, siret, places }) =>
    places.length === 0
      ? [[name, siret, '', '', '', '', '']]
      : places.map((place) => [
          name,
          siret,
          place.name,
          place.address?.line ?? '',
          place.address?.postalCode ?? '',
          place.address?.city ?? '',
          place.phone ?? '',
        ]),
  );
  return `\uFEFF${[heads, ...rows].map((cells) => cells.map(toCell).join(';')).join('\r\n')}\r\n`;
}

function toCell(text: string): string {
  // A spreadsheet would treat it as a formula.
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^\+[\d ]+$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
