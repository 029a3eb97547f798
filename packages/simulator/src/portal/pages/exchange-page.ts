import { toCurl } from '@sas-sos/conformance';
import { tryParse } from '@sas-sos/fhir-http';
import type { Exchange, ExchangeMessage } from '../../state/exchange.js';
import { scriptPaths } from '../assets.js';
import { toCheckList } from './call-report.js';
import { toDirection, toPath, toStatus } from './exchange-list.js';
import { type Html, html } from './html.js';
import type { PageContent } from './layout.js';
import { toIso, toMoment, toSeconds } from './local-time.js';
import { flowWords, toDuration, toSize } from './words.js';

/** One exchange: what was wrong with it, then both sides of it. */
export function toExchangePage(exchange: Exchange): PageContent {
  const { number, method, url, startedAt, durationMilliseconds, failure, fault, flow } = exchange;
  const { checks, request, response } = exchange;
  const isSecure = url.startsWith('https:');
  return {
    title: `Échange nº ${number}`,
    current: 'exchanges',
    script: scriptPaths.exchange,
    main: html`<p class="back"><a href="/exchanges">← Tous les échanges</a></p>
<h1>Échange nº ${number} ${toStatus(exchange)}</h1>
<p class="address"><code><strong>${method}</strong> ${toPath(url)}</code></p>
<p class="soft">${flowWords[flow]}, ${toDirection(exchange)}, <time datetime="${toIso(startedAt)}">${toMoment(startedAt)} (${toSeconds(startedAt)})</time>, en ${toDuration(durationMilliseconds)}.</p>
${failure && html`<p class="notice bad"><strong>Pas de réponse.</strong> ${failure}</p>`}
${fault && html`<p class="notice careful">Une panne simulée a affecté cet échange : <code>${fault}</code>. <a href="/faults">Voir les pannes</a></p>`}
${checks.length > 0 && html`<h2>Contrôles</h2>${toCheckList(checks)}`}
<h2>Requête</h2>
${toMessage(request, 'de la requête')}
<h2>Réponse</h2>
${response ? toMessage(response, 'de la réponse') : html`<p class="soft">Aucune réponse.</p>`}
<h2>Rejouer la requête</h2>
<p>Les valeurs secrètes sont remplacées par « … ». ${isSecure && html`À lancer depuis le dossier de <code>--mtls</code>.`}</p>
<p><button type="button" class="second" id="copier" hidden>Copier la commande curl</button> <span role="status" id="copie"></span></p>
<pre tabindex="0" aria-label="Commande curl"><code id="curl">${isSecure ? withCertificate(exchange) : toCurl(exchange)}</code></pre>`,
  };
}

/** The files of `sas-sos-pki` that the caller presents; a browser presents none. */
function withCertificate(exchange: Exchange): string {
  const file = { platform: 'platform', vendor: 'vendor', browser: undefined }[exchange.caller];
  const own = file === undefined ? '' : `--cert ${file}.pem --key ${file}-key.pem `;
  return toCurl(exchange).replace(/^curl /, `curl ${own}--cacert ca.pem `);
}

function toMessage({ headers, body, bodyBytes }: ExchangeMessage, which: string): Html {
  return html`<details><summary>En-têtes (${headers.length})</summary>
<dl class="headers">${headers.map(
    ([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>
`,
  )}</dl></details>
${toBody(body, bodyBytes, which)}`;
}

function toBody(body: string | null, bytes: number, which: string): Html {
  if (bytes === 0 && !body) return html`<p class="soft">Sans corps.</p>`;
  if (body === null) {
    return html`<p class="soft">Corps (${toSize(bytes)}) non conservé.</p>`;
  }
  const { text, isCut } = toPretty(body, bytes);
  return html`<p class="soft">Corps (${toSize(bytes)})${isCut && ', dont seul le début est conservé'}.</p>
<pre tabindex="0" aria-label="Corps ${which}"><code>${text}</code></pre>`;
}

function toPretty(body: string, bytes: number): { readonly text: string; readonly isCut: boolean } {
  const text = tryParse(() => JSON.stringify(JSON.parse(body), null, 2));
  return text === undefined
    ? { text: body, isCut: Buffer.byteLength(body) < bytes }
    : { text, isCut: false };
}
