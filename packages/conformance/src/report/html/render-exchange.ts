import type { ExchangeMessage } from '../../run/exchange.js';
import { toCurl } from '../to-curl.js';
import type { ExchangeView, Mark } from './exchange-view.js';
import { type Html, html } from './html.js';
import { renderBody } from './render-body.js';
import { type ReportPage, toDuration, toMoment } from './report-page.js';

const extent = { head: 40, around: 3 } as const;
/** Marks of one rule that are shown in a body. */
const mostMarks = 3;

/** How an exchange ended, in a word or two. */
export function toStatus({ exchange }: ExchangeView, { say }: ReportPage): string {
  const { response, failure } = exchange;
  return response
    ? String(response.status)
    : `${say('sans réponse', 'no answer')}${failure ? ` (${failure.code})` : ''}`;
}

/** One exchange, whole: what was asked, what was answered, and where faults are. */
export function renderExchange(view: ExchangeView, page: ReportPage): Html {
  const { exchange, marks } = view;
  const { number, method, url, title, durationMilliseconds, startedAt, failure, tls } = exchange;
  const { say, tell, language } = page;
  const whole = marks.filter(({ part }) => part === 'exchange' || part === 'duration');
  return html`<details class="exchange" id="exchange-${number}">
<summary><span class="number">${number}</span> <code>${method} ${toShortUrl(url)}</code>
<span class="outcome ${marks.length > 0 ? 'warned' : 'plain'}">${toStatus(view, page)}</span> <span class="soft">${toDuration(durationMilliseconds, language)}</span></summary>
<p>${tell(title)} <span class="soft">(${toMoment(startedAt, language)}${tls !== null && `, ${tls}`}${exchange.identity !== 'none' && url.startsWith('https:') && `, ${say('certificat', 'certificate')} ${exchange.identity}`})</span></p>
${failure && html`<p class="notice">${tell(failure.text)} <code>${failure.code}</code></p>`}
${renderNotes(whole, page)}
<h3>${say('Requête', 'Request')}</h3>
<p class="line"><code>${method} ${url}</code></p>
${renderMessage(exchange.request, view, 'request', page)}
<h3>${say('Réponse', 'Answer')}</h3>
${
  exchange.response
    ? html`<p class="line">${renderStatus(exchange.response.status, view)}</p>
${renderNotes(
  marks.filter(({ part }) => part === 'status'),
  page,
)}
${renderMessage(exchange.response, view, 'response', page)}`
    : html`<p class="soft">${say('Aucune réponse.', 'No answer.')}</p>`
}
<h3>${say('Rejouer la requête', 'Repeat the request')} <button type="button" class="copy" data-copy="curl-${number}" hidden>${say('Copier la commande curl', 'Copy the curl command')}</button></h3>
<pre class="body"><code id="curl-${number}">${toCurl(exchange)}</code></pre>
</details>
`;
}

const longestUrl = 150;

/** Path and query: the origin is the vendor's, which the head of the report names. */
export function toShortUrl(url: string): string {
  const path = /^[a-z]+:\/\/[^/]*(\/.*)$/i.exec(url)?.[1] ?? url;
  return path.length > longestUrl ? `${path.slice(0, longestUrl)}…` : path;
}

function renderStatus(status: number, { marks }: ExchangeView): Html {
  const isMarked = marks.some(({ part }) => part === 'status');
  return isMarked ? html`<mark>${status}</mark>` : html`<strong>${status}</strong>`;
}

function renderMessage(
  { headers, body, bodyBytes, isCut }: ExchangeMessage,
  { request, response, marks }: ExchangeView,
  which: 'request' | 'response',
  page: ReportPage,
): Html {
  const { say } = page;
  const lines = which === 'request' ? request : response;
  const own = marks.filter(({ part }) => part === which);
  const ofHeaders = which === 'response' ? marks.filter(({ part }) => part === 'header') : [];
  const isMarked = (name: string) =>
    ofHeaders.some(({ fault }) => fault.element?.toLowerCase() === name.toLowerCase());
  const size = say(`Corps de ${bodyBytes} octets`, `Body of ${bodyBytes} bytes`);
  return html`<ul class="headers">${headers.map(([name, value]) =>
    isMarked(name)
      ? html`<li><mark>${name}: ${value}</mark></li>`
      : html`<li>${name}: ${value}</li>`,
  )}</ul>
${renderNotes(ofHeaders, page)}
${
  lines === undefined || body === null
    ? html`<p class="soft">${say('Sans corps.', 'Without a body.')}</p>`
    : html`<p class="soft">${size}${isCut && say(', dont seul le début est conservé', ', of which only the start is kept')}.</p>
${renderBody(
  lines,
  own.filter((mark) => isAmongFirst(mark, own)),
  page,
  extent,
)}`
}`;
}

/** Whether a mark is one of the first of its rule. */
function isAmongFirst(mark: Mark, marks: readonly Mark[]): boolean {
  const ofRule = marks.filter(({ finding }) => finding === mark.finding);
  return ofRule.indexOf(mark) < mostMarks;
}

/** Faults that are not in a body. */
function renderNotes(marks: readonly Mark[], { tell, say }: ReportPage): Html | false {
  if (marks.length === 0) return false;
  return html`<ul class="notes">${marks.map(({ id, finding, fault }) => {
    const { element, expected, received, text } = fault;
    return html`<li id="${id}"><code>${finding.rule}</code> ${tell(text ?? finding.message)}${
      text !== undefined &&
      [
        element === undefined ? '' : ` ${element}`,
        expected === undefined ? '' : say(`, attendu « ${expected} »`, `, expected "${expected}"`),
        received === undefined ? '' : say(`, reçu « ${received} »`, `, received "${received}"`),
      ].join('')
    }</li>`;
  })}</ul>`;
}
