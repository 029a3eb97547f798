import { tryParse } from '@sas-sos/fhir-http';
import type { Caller, Exchange, ExchangeSummary, Flow } from '../../state/exchange.js';
import type { StatusClass } from '../../state/exchange-log.js';
import { scriptPaths } from '../assets.js';
import { type Html, html } from './html.js';
import type { PageContent } from './layout.js';
import { toIso, toSeconds } from './local-time.js';
import { flowWords, toCount, toDuration, toSize } from './words.js';

const callers: Readonly<Record<Caller, string>> = {
  platform: 'Plateforme → votre logiciel',
  vendor: 'Votre logiciel → plateforme',
  browser: 'Navigateur → plateforme',
};

/** Describes who called whom. */
export const toDirection = ({ caller }: Pick<Exchange, 'caller'>): string => callers[caller];

/** Describes how an exchange ended. */
export function toStatus({ status }: Pick<Exchange, 'status'>): Html {
  if (status === null) return html`<span class="tag bad">✕ Sans réponse</span>`;
  const isBad = status >= 400;
  return html`<span class="tag ${isBad ? 'bad' : 'ok'}">${isBad ? '✕' : '✓'} ${status}</span>`;
}

/** Shortens a URL to the part after its origin. */
export function toPath(url: string): string {
  const path = /^[a-z]+:\/\/[^/]*(\/.*)$/i.exec(url)?.[1] ?? url;
  return tryParse(() => decodeURIComponent(path)) ?? path;
}

const longestPath = 160;

/** A row per exchange, the same in the page and in what the script adds to it. */
export function toExchangeRows(exchanges: readonly ExchangeSummary[]): Html {
  return html`${exchanges.map(toRow)}`;
}

function toRow(exchange: ExchangeSummary): Html {
  const { number, flow, method, url, startedAt, durationMilliseconds, responseBytes } = exchange;
  const { errors, warnings, failure, fault } = exchange;
  const path = toPath(url);
  const isFailed = exchange.status === null || exchange.status >= 400 || errors > 0;
  return html`<tr role="row" data-number="${number}"${isFailed && html` class="failed"`}>
<td role="cell" data-label="Heure"><time datetime="${toIso(startedAt)}">${toSeconds(startedAt)}</time> <small class="soft">nº ${number}</small></td>
<td role="cell" data-label="Flux">${flowWords[flow]} <small class="soft">${toDirection(exchange)}</small></td>
<th role="rowheader" scope="row"><a class="tap" href="/exchanges/${number}"><span class="sr">Échange nº ${number}, </span><b>${method}</b> ${path.slice(0, longestPath)}${path.length > longestPath && '…'}</a>${failure && html` <small class="mistake">${failure}</small>`}</th>
<td role="cell" data-label="Réponse">${toStatus(exchange)}${fault && html` <span class="tag careful">panne</span>`}${exchange.replayOf !== null && html` <span class="tag off">rejeu du nº ${exchange.replayOf}</span>`}${errors > 0 && html` <span class="tag bad">✕ ${toCount(errors, 'erreur', 'erreurs')}</span>`}${warnings > 0 && html` <span class="tag careful">! ${toCount(warnings, 'avertissement', 'avertissements')}</span>`}</td>
<td role="cell" data-label="Durée" class="amount">${toDuration(durationMilliseconds)} <small class="soft">${toSize(responseBytes)}</small></td>
</tr>
`;
}

/** What the list of exchanges shows. */
export interface ExchangeListContent {
  /** Latest first. */
  readonly exchanges: readonly ExchangeSummary[];
  readonly flow: Flow | undefined;
  readonly failedOnly: boolean;
  readonly status: StatusClass | undefined;
  readonly text: string | undefined;
  /** Number of the exchange that they precede; absent for the latest ones. */
  readonly before: number | undefined;
  readonly hasOlder: boolean;
  /** Number of exchanges that are kept. */
  readonly count: number;
  /** Number of those that answer the criteria. */
  readonly matching: number;
}

/** The classes that the form offers. */
export const statusClasses = ['2xx', '3xx', '4xx', '5xx', 'none'] as const satisfies StatusClass[];

/** Counts what is kept, and what answers the criteria. */
export function toExchangeCount(count: number, matching: number): string {
  const kept = toCount(count, 'échange conservé', 'échanges conservés');
  return matching === count ? kept : `${matching.toLocaleString('fr')} sur ${kept}`;
}

/** All exchanges, live. */
export function toExchangeListPage(content: ExchangeListContent): PageContent {
  const { exchanges, flow, failedOnly, status, text, before, hasOlder, count, matching } = content;
  const isLive = before === undefined;
  const oldest = exchanges.at(-1)?.number;
  return {
    title: 'Échanges',
    current: 'exchanges',
    script: isLive ? scriptPaths.exchanges : undefined,
    main: html`<h1>Échanges</h1>
<p class="lead">Chaque échange HTTP entre la plateforme, votre logiciel et le navigateur.</p>
<form class="row" action="/exchanges" role="search" aria-label="Échanges">
<p class="field"><label for="text">Texte <small>(adresse, corps)</small></label>
<input id="text" name="text" type="search" maxlength="200" value="${text}" aria-keyshortcuts="/"></p>
<p class="field"><label for="flow">Flux</label>
<select id="flow" name="flow"><option value="">Tous</option>
${Object.entries(flowWords).map(
  ([
    option,
    word,
  ]) => html`<option value="${option}"${option === flow && html` selected`}>${word}</option>
`,
)}</select></p>
<p class="field"><label for="status">Statut</label>
<select id="status" name="status"><option value="">Tous</option>
${statusClasses.map(
  (option) =>
    html`<option value="${option}"${option === status && html` selected`}>${option === 'none' ? 'Sans réponse' : option}</option>
`,
)}</select></p>
<p class="field"><label for="number">Nº</label>
<input id="number" name="number" inputmode="numeric" pattern="[0-9]*" size="6"></p>
<label class="choice"><input type="checkbox" name="failed" value="1"${failedOnly && html` checked`}> <span>Seulement ce qui a échoué</span></label>
<button class="second">Filtrer</button>
</form>
<p class="soft"><span role="status" id="compte">${toExchangeCount(count, matching)}</span>${!isLive && html`. Vous lisez les plus anciens : <a href="${toListPath(content)}">revenir aux derniers</a>`}</p>
<div class="actions">
${isLive && html`<button class="second" type="button" id="pause" hidden>Mettre en pause</button>`}
<a class="button second" href="${toListPath(content).replace('/exchanges', '/exchanges.har')}" download="exchanges.har">Exporter (HAR)</a>
<form method="post" action="/exchanges/clear"><button class="second">Effacer les échanges</button></form>
</div>
${toTable(content)}
${
  hasOlder &&
  oldest !== undefined &&
  html`<nav class="paging" aria-label="Pages"><a class="button second" href="${toListPath(content, oldest)}">Plus anciens</a></nav>`
}`,
  };
}

function toTable({
  exchanges,
  flow,
  failedOnly,
  status,
  text,
  before,
  count,
}: ExchangeListContent): Html {
  const isEmpty = exchanges.length === 0;
  return html`${
    isEmpty &&
    html`<div class="empty" id="vide"><h2>${count > 0 ? 'Rien ne correspond' : 'Aucun échange pour l’instant'}</h2>
<p>${count > 0 ? 'Aucun échange ne répond à ces critères.' : html`Cherchez <a href="/">un créneau</a> : l’échange apparaît ici aussitôt.`}</p></div>`
  }
<table class="stacked card exchanges" role="table"${isEmpty && html` hidden`}>
<caption class="sr">Échanges, le dernier en tête</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Heure</th><th role="columnheader" scope="col">Flux</th><th role="columnheader" scope="col">Requête</th><th role="columnheader" scope="col">Réponse</th><th role="columnheader" scope="col" class="amount">Durée</th></tr></thead>
<tbody role="rowgroup" id="lignes" data-latest="${before === undefined ? (exchanges[0]?.number ?? 0) : 0}" data-flow="${flow ?? ''}" data-failed="${failedOnly ? '1' : ''}" data-status="${status ?? ''}" data-text="${text ?? ''}">
${toExchangeRows(exchanges)}</tbody>
</table>`;
}

function toListPath(
  { flow, failedOnly, status, text }: ExchangeListContent,
  before?: number,
): string {
  const query = new URLSearchParams({
    ...(flow ? { flow } : {}),
    ...(failedOnly ? { failed: '1' } : {}),
    ...(status ? { status } : {}),
    ...(text ? { text } : {}),
    ...(before === undefined ? {} : { before: String(before) }),
  }).toString();
  return query === '' ? '/exchanges' : `/exchanges?${query}`;
}
