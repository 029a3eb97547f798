import type { ExchangeSummary, Flow } from '../../exchanges/exchange.js';
import { scriptPaths } from '../assets/asset-paths.js';
import { type Html, html } from '../html.js';
import type { PageContent } from '../layout.js';
import { flowWords, toCount } from '../words.js';
import { toExchangeRows } from './exchange-rows.js';

/** What the list of exchanges shows. */
export interface ExchangeListContent {
  /** Latest first. */
  readonly exchanges: readonly ExchangeSummary[];
  readonly flow: Flow | undefined;
  readonly failedOnly: boolean;
  /** The number of the exchange that they come before; none: they are the latest. */
  readonly before: number | undefined;
  readonly hasOlder: boolean;
  readonly count: number;
}

/** Every exchange, as it happens. */
export function toExchangeListPage(content: ExchangeListContent): PageContent {
  const { exchanges, flow, failedOnly, before, hasOlder, count } = content;
  const isLive = before === undefined;
  const oldest = exchanges.at(-1)?.number;
  return {
    title: 'Échanges',
    current: 'exchanges',
    script: isLive ? scriptPaths.exchanges : undefined,
    main: html`<h1>Échanges</h1>
<p class="lead">Chaque échange HTTP entre la plateforme, votre logiciel et le navigateur.</p>
<form class="row" action="/exchanges">
<p class="field"><label for="flow">Flux</label>
<select id="flow" name="flow"><option value="">Tous</option>
${Object.entries(flowWords).map(
  ([each, word]) => html`<option value="${each}"${each === flow && html` selected`}>${word}</option>
`,
)}</select></p>
<label class="choice"><input type="checkbox" name="failed" value="1"${failedOnly && html` checked`}> <span>Seulement ce qui a échoué</span></label>
<button class="second">Filtrer</button>
${isLive && html`<button class="second" type="button" id="pause" hidden>Mettre en pause</button>`}
</form>
<p class="soft"><span role="status" id="compte">${toCount(count, 'échange gardé', 'échanges gardés')}</span>${!isLive && html`. Vous lisez les plus anciens : <a href="${toListPath(content)}">revenir aux derniers</a>`}</p>
${toTable(content)}
${
  hasOlder &&
  oldest !== undefined &&
  html`<nav class="paging" aria-label="Pages"><a class="button second" href="${toListPath(content, oldest)}">Plus anciens</a></nav>`
}`,
  };
}

function toTable({ exchanges, flow, failedOnly, before, count }: ExchangeListContent): Html {
  const isEmpty = exchanges.length === 0;
  return html`${
    isEmpty &&
    html`<div class="empty" id="vide"><h2>${count > 0 ? 'Rien ne correspond' : 'Rien n’est encore passé'}</h2>
<p>${count > 0 ? 'Aucun échange ne répond à ces critères.' : html`Cherchez <a href="/">un créneau</a> : l’échange apparaît ici aussitôt.`}</p></div>`
  }
<table class="stacked card exchanges" role="table"${isEmpty && html` hidden`}>
<caption class="sr">Échanges, le dernier en tête</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Heure</th><th role="columnheader" scope="col">Flux</th><th role="columnheader" scope="col">Demande</th><th role="columnheader" scope="col">Réponse</th><th role="columnheader" scope="col" class="amount">Durée</th></tr></thead>
<tbody role="rowgroup" id="lignes" data-latest="${before === undefined ? (exchanges[0]?.number ?? 0) : 0}" data-flow="${flow ?? ''}" data-failed="${failedOnly ? '1' : ''}">
${toExchangeRows(exchanges)}</tbody>
</table>`;
}

function toListPath({ flow, failedOnly }: ExchangeListContent, before?: number): string {
  const query = new URLSearchParams({
    ...(flow ? { flow } : {}),
    ...(failedOnly ? { failed: '1' } : {}),
    ...(before === undefined ? {} : { before: String(before) }),
  }).toString();
  return query === '' ? '/exchanges' : `/exchanges?${query}`;
}
