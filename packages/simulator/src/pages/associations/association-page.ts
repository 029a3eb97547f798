import type { AssociationsOutcome } from '../../vendor/vendor-client.js';
import { toCheckReport, toExchangeLinks, toFailure } from '../call-report.js';
import { type Html, html } from '../html.js';
import type { PageContent } from '../layout.js';
import { toCount } from '../words.js';

/** What the vendor says it carries. */
export function toAssociationPage(listed: AssociationsOutcome, vendorUrl: string): PageContent {
  return {
    title: 'Associations',
    current: 'associations',
    main: html`<h1>Associations</h1>
<p class="lead">Celles que porte votre logiciel et leurs lieux, telles que la plateforme les reçoit (INT_SOS-transco).</p>
<div class="actions">
<form method="post" action="/associations/refresh"><button>Demander à nouveau</button></form>
${listed.outcome === 'found' && html`<a class="button second" href="/associations.csv" download>Télécharger en CSV</a>`}
</div>
${listed.outcome === 'failed' ? toFailure(listed, vendorUrl) : toList(listed)}`,
  };
}

function toList({
  associations,
  checks,
  exchanges,
}: Extract<AssociationsOutcome, { outcome: 'found' }>): Html {
  const places = associations.reduce((sum, each) => sum + each.places.length, 0);
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
