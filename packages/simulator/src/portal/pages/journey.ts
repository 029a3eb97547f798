import type { Exchange, ExchangeSummary } from '../../state/exchange.js';
import { toPath, toStatus } from './exchange-list.js';
import { type Html, html } from './html.js';
import { toSeconds } from './local-time.js';
import { flowWords } from './words.js';

const longestPath = 60;

/** The exchanges of one journey, and what makes them one. */
export function toJourney(
  { number }: Pick<Exchange, 'number'>,
  {
    journey,
    regulator,
  }: { readonly journey: readonly ExchangeSummary[]; readonly regulator: string | undefined },
): Html | false {
  return (
    journey.length > 0 &&
    html`<h2 id="parcours">Le parcours</h2>
<p class="soft">Les échanges qui concernent ${regulator ?? 'le même régulateur'}, sans pause de plus de 30 minutes : sa recherche s’il était connecté à la plateforme, son compte, sa connexion, les transmissions qui le nomment.</p>
<ol class="journey card">
${journey.map((exchange) => toStep(exchange, exchange.number === number))}</ol>`
  );
}

function toStep(exchange: ExchangeSummary, isHere: boolean): Html {
  const { number, flow, method, url, startedAt } = exchange;
  const path = toPath(url);
  const short = path.length > longestPath ? `${path.slice(0, longestPath)}…` : path;
  return html`<li${isHere && html` class="here"`}><time>${toSeconds(startedAt)}</time> <span>${flowWords[flow]}</span> <a class="tap" href="/exchanges/${number}"${isHere && html` aria-current="true"`}>nº ${number}</a> <code><b>${method}</b> ${short}</code> ${toStatus(exchange)}</li>
`;
}
