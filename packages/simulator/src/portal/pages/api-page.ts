import { operations } from '../api/operations.js';
import { html } from './html.js';
import type { PageContent } from './layout.js';

/** The routes of the API, and where its description is. */
export function toApiPage(url: string): PageContent {
  return {
    title: 'API',
    main: html`<h1>API</h1>
<p class="lead">Tout ce que font ces pages, en JSON, pour vos tests de bout en bout. Adresse : <code>${url}/api</code>, sans authentification.</p>
<div class="actions"><a class="button second" href="/api/openapi.json">Description OpenAPI 3.1</a> <a class="button second" href="/api/openapi.json" download="sas-simulator-openapi.json">La télécharger</a></div>
<table class="stacked card" role="table">
<caption class="sr">Routes de l’API</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Route</th><th role="columnheader" scope="col">Effet (en anglais, comme l’API)</th><th role="columnheader" scope="col">Statuts</th></tr></thead>
<tbody role="rowgroup">
${operations.map(
  ({ method, path, summary, answers }) =>
    html`<tr role="row"><th role="rowheader" scope="row"><code><b>${method.toUpperCase()}</b> ${path}</code></th><td role="cell" data-label="Effet"><span lang="en">${summary}</span></td><td role="cell" data-label="Statuts">${Object.keys(answers).join(', ')}</td></tr>
`,
)}</tbody>
</table>
<p class="soft">Une route inconnue répond 404 en JSON, comme toute erreur : <code>{ "error": { "message", "mistakes" } }</code>.</p>`,
  };
}
