import { toCurl } from '@sas-sos/conformance';
import type { RequestEdit, RequestMistake } from '../../platform/vendor/raw-request.js';
import type { Check, Exchange, ExchangeSummary } from '../../state/exchange.js';
import { scriptPaths } from '../assets.js';
import { toCheckList } from './call-report.js';
import { showMessage } from './exchange-body.js';
import { toDirection, toPath, toStatus } from './exchange-list.js';
import { toFaultName } from './fault-words.js';
import { type Html, html } from './html.js';
import { toJourney } from './journey.js';
import type { PageContent } from './layout.js';
import { toIso, toMoment, toSeconds } from './local-time.js';
import { toReplayForms } from './replay-forms.js';
import { flowWords, toCount, toDuration } from './words.js';

/** What the page of an exchange shows beside it. */
export interface ExchangeSurroundings {
  /** Exchanges of the same journey, this one included; earliest first. */
  readonly journey: readonly ExchangeSummary[];
  /** The regulator of the journey. */
  readonly regulator: string | undefined;
  /** Number of the exchange before; absent if it is not kept. */
  readonly previous: number | undefined;
  /** Number of the exchange after. */
  readonly next: number | undefined;
  /** Numbers of its replays. */
  readonly replays: readonly number[];
  readonly isReplayable: boolean;
  /** A changed request that was refused. */
  readonly refused?: {
    readonly edit: RequestEdit;
    readonly mistakes: readonly RequestMistake[];
  };
}

/** One exchange: what was wrong with it, then both sides of it. */
export function toExchangePage(
  exchange: Exchange,
  surroundings: ExchangeSurroundings,
): PageContent {
  const { number, method, url, startedAt, durationMilliseconds, failure, fault, flow } = exchange;
  const { checks, request, response, caller, replayOf } = exchange;
  const { replays, previous, next } = surroundings;
  // A check judges what the other side wrote.
  const judged = (side: 'vendor' | 'other') =>
    (side === 'vendor') === (caller === 'vendor') ? checks : [];
  const asked = showMessage(request, { which: 'request', checks: judged('vendor') });
  const answered =
    response && showMessage(response, { which: 'response', checks: judged('other') });
  const marked = new Map([...asked.marked, ...(answered?.marked ?? [])]);
  return {
    title: `Échange nº ${number}`,
    current: 'exchanges',
    script: scriptPaths.exchange,
    main: html`<p class="back"><a href="/exchanges">← Tous les échanges</a>${toNeighbour(previous, 'prev')}${toNeighbour(next, 'next')}</p>
<h1>Échange nº ${number} ${toStatus(exchange)}</h1>
<p class="address"><code><strong>${method}</strong> ${toPath(url)}</code></p>
<p class="soft">${flowWords[flow]}, ${toDirection(exchange)}, <time datetime="${toIso(startedAt)}">${toMoment(startedAt)} (${toSeconds(startedAt)})</time>, en ${toDuration(durationMilliseconds)}.</p>
${replayOf !== null && html`<p>Rejeu de l’<a href="/exchanges/${replayOf}">échange nº ${replayOf}</a>.</p>`}
${replays.length > 0 && html`<p>Rejoué : ${replays.map((replay) => html`<a href="/exchanges/${replay}">échange nº ${replay}</a> `)}</p>`}
${failure && html`<p class="notice bad"><strong>Pas de réponse.</strong> ${failure}</p>`}
${fault && html`<p class="notice careful">Une panne simulée a affecté cet échange : ${toFaultName(flow, fault)}. <a href="/faults">Voir les pannes</a></p>`}
${checks.length > 0 && toChecks(checks, marked)}
<h2>Requête</h2>
${asked.content}
<h2>Réponse</h2>
${answered ? answered.content : html`<p class="soft">Aucune réponse.</p>`}
${toReplays(exchange, surroundings)}
${toJourney(exchange, surroundings)}`,
  };
}

const neighbours = {
  prev: { word: 'Précédent', key: 'ArrowLeft' },
  next: { word: 'Suivant', key: 'ArrowRight' },
} as const;

/** A link to the exchange before or after, which an arrow key follows, too. */
function toNeighbour(number: number | undefined, side: keyof typeof neighbours): Html | false {
  const { word, key } = neighbours[side];
  return (
    number !== undefined &&
    html` <a href="/exchanges/${number}" rel="${side}" aria-keyshortcuts="${key}">${word} (nº ${number})</a>`
  );
}

/** Failed checks are shown; those that passed unfold. */
function toChecks(checks: readonly Check[], marked: ReadonlyMap<string, readonly string[]>): Html {
  const failed = checks.filter(({ passed }) => !passed);
  const passed = checks.filter((check) => check.passed);
  return html`<h2>Contrôles</h2>
${failed.length > 0 && toCheckList(failed, marked)}
${
  passed.length > 0 &&
  html`<details><summary>✓ ${toCount(passed.length, 'contrôle conforme', 'contrôles conformes')}</summary>
${toCheckList(passed)}</details>`
}`;
}

function toReplays(exchange: Exchange, { isReplayable, refused }: ExchangeSurroundings): Html {
  const isSecure = exchange.url.startsWith('https:');
  return html`<h2 id="rejouer">Rejouer la requête</h2>
${
  isReplayable
    ? toReplayForms(exchange, refused)
    : html`<p>${exchange.caller === 'platform' ? 'Le simulateur n’a plus cette requête entière : il ne peut pas la renvoyer.' : 'Le simulateur ne renvoie que ses propres requêtes : celle-ci lui a été adressée.'}</p>`
}
<p>Avec curl : les valeurs secrètes sont remplacées par « … ». ${isSecure && html`À lancer depuis le dossier de <code>--mtls</code>.`}</p>
<p><button type="button" class="second" id="copier" hidden>Copier la commande curl</button> <span role="status" id="copie"></span></p>
<pre tabindex="0" aria-label="Commande curl"><code id="curl">${isSecure ? withCertificate(exchange) : toCurl(exchange)}</code></pre>`;
}

/** The files of `sas-sos-pki` that the caller presents; a browser presents none. */
function withCertificate(exchange: Exchange): string {
  const file = { platform: 'platform', vendor: 'vendor', browser: undefined }[exchange.caller];
  const own = file === undefined ? '' : `--cert ${file}.pem --key ${file}-key.pem `;
  return toCurl(exchange).replace(/^curl /, `curl ${own}--cacert ca.pem `);
}
