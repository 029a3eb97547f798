import type { ExchangeSummary } from '../../exchanges/exchange.js';
import { type Html, html } from '../html.js';
import { toIso, toSeconds } from '../local-time.js';
import { flowWords, toCount, toDuration, toSize } from '../words.js';
import { toDirection, toPath, toStatus } from './exchange-words.js';

const longestPath = 160;

/** A row for each exchange, the same in the page and in what a script adds to it. */
export function toExchangeRows(exchanges: readonly ExchangeSummary[]): Html {
  return html`${exchanges.map(toRow)}`;
}

function toRow(exchange: ExchangeSummary): Html {
  const { number, flow, method, url, startedAt, durationMilliseconds, responseBytes } = exchange;
  const { errors, warnings, failure, fault } = exchange;
  const path = toPath(url);
  const isFailed = exchange.status === null || exchange.status >= 400 || errors > 0;
  return html`<tr role="row" data-number="${number}"${isFailed && html` class="failed"`}>
<td role="cell" data-label="Heure"><time datetime="${toIso(startedAt)}">${toSeconds(startedAt)}</time></td>
<td role="cell" data-label="Flux">${flowWords[flow]} <small class="soft">${toDirection(exchange)}</small></td>
<th role="rowheader" scope="row"><a class="tap" href="/exchanges/${number}"><span class="sr">Échange nº ${number}, </span><b>${method}</b> ${path.slice(0, longestPath)}${path.length > longestPath && '…'}</a>${failure && html` <small class="mistake">${failure}</small>`}</th>
<td role="cell" data-label="Réponse">${toStatus(exchange)}${fault && html` <span class="tag careful">panne</span>`}${errors > 0 && html` <span class="tag bad">✕ ${toCount(errors, 'erreur', 'erreurs')}</span>`}${warnings > 0 && html` <span class="tag careful">! ${toCount(warnings, 'avertissement', 'avertissements')}</span>`}</td>
<td role="cell" data-label="Durée" class="amount">${toDuration(durationMilliseconds)} <small class="soft">${toSize(responseBytes)}</small></td>
</tr>
`;
}
