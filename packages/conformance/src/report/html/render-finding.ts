import { documents } from '../../rule/rule-source.js';
import type { Finding } from '../../run/finding.js';
import { levelWords } from '../words.js';
import type { Mark } from './exchange-view.js';
import { type Html, html } from './html.js';
import { renderBody } from './render-body.js';
import { toShortUrl, toStatus } from './render-exchange.js';
import { renderFaults } from './render-faults.js';
import { type ReportPage, renderOutcome, toAnchor, toDuration, toOutcome } from './report-page.js';

const mostExchanges = 12;
const mostExcerpts = 3;
const excerpt = { head: 0, around: 3 } as const;

/** Anchor of a finding. */
export const toFindingAnchor = ({ step, rule }: Pick<Finding, 'step' | 'rule'>): string =>
  toAnchor('f', step, rule);

/** A rule that failed: what is wrong, where, and what to do. */
export function renderFailure(finding: Finding, page: ReportPage): Html {
  const { rule, title, message, remedy, faults } = finding;
  const { say, tell } = page;
  return html`<details class="finding ${toOutcome(finding)}" id="${toFindingAnchor(finding)}" open>
<summary>${renderOutcome(toOutcome(finding), page)} <strong>${tell(title)}</strong> <code>${rule}</code></summary>
<p>${tell(message)}</p>
<p class="remedy"><strong>${say('À faire :', 'To do:')}</strong> ${tell(remedy)}</p>
${faults.length > 0 && renderFaults(finding, page)}
${renderExcerpts(finding, page)}
${renderSource(finding, page)}
${renderExchangeLinks(finding.exchanges, page)}
</details>
`;
}

/** A rule that did not fail, in a line. */
export function renderOther(finding: Finding, page: ReportPage): Html {
  const { rule, title, verdict } = finding;
  return html`<li id="${toFindingAnchor(finding)}">${renderOutcome(verdict, page)} ${page.tell(title)} <code>${rule}</code>
${renderSource(finding, page)}
${renderExchangeLinks(finding.exchanges, page)}</li>
`;
}

function renderSource({ level, source, check, looksAt }: Finding, { say, tell }: ReportPage): Html {
  const { section } = source;
  const where = [
    tell(levelWords[level]),
    `${tell(documents[source.document])}, ${say(section, section)}`,
    ...(check === null ? [] : [say(`contrôle ${check}`, `check ${check}`)]),
  ];
  return html`<p class="soft source">${where.join(say(' ; ', '; '))}. ${say('Regarde', 'Looks at')} <code>${looksAt}</code>.</p>`;
}

/** The places of the first faults, in what the vendor sent. */
function renderExcerpts(finding: Finding, page: ReportPage): readonly (Html | false)[] {
  const marks = [...page.views.values()]
    .flatMap((view) => view.marks.map((mark) => ({ view, mark })))
    .filter(({ mark }) => mark.finding === finding && mark.line >= 0)
    .slice(0, mostExcerpts);
  return marks.map(({ view, mark }) => {
    const body = mark.part === 'request' ? view.request : view.response;
    // The anchor belongs to the exchange.
    const own: Mark = { ...mark, id: `${mark.id}-e` };
    return body !== undefined && renderBody(body, [own], page, excerpt);
  });
}

/** The exchanges that a rule looked at. */
function renderExchangeLinks(numbers: readonly number[], page: ReportPage): Html | false {
  if (numbers.length === 0) return false;
  const { say, views, language } = page;
  const rest = numbers.length - mostExchanges;
  return html`<ul class="links">${numbers.slice(0, mostExchanges).map((number) => {
    const view = views.get(number);
    if (!view) return false;
    const { method, url, durationMilliseconds } = view.exchange;
    return html`<li><a href="#exchange-${number}"><span class="sr">${say('Échange', 'Exchange')} </span>${number}</a> <code>${method} ${toShortUrl(url)}</code> → ${toStatus(view, page)}, ${toDuration(durationMilliseconds, language)}</li>
`;
  })}${rest > 0 && html`<li>${say(`et ${rest} de plus`, `and ${rest} more`)}</li>`}</ul>`;
}
