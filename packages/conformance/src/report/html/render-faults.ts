import type { Finding, FoundFault } from '../../run/finding.js';
import type { Mark } from './exchange-view.js';
import { type Html, html } from './html.js';
import type { ReportPage } from './report-page.js';

/** Rows that are shown at once; the others open. */
const mostRows = 5;

/** What a rule expected beside what it received, fault by fault. */
export function renderFaults(finding: Finding, page: ReportPage): Html {
  const { faults, faultCount, rule, step } = finding;
  const { say } = page;
  const shown = faults.slice(0, mostRows);
  const others = faults.slice(mostRows);
  const beyond = faultCount - faults.length;
  const label = say('Attendu et reçu', 'Expected and received');
  return html`${renderTable(shown, `${label} (${rule}, ${step})`, page)}
${
  others.length > 0 &&
  html`<details><summary>${say(`${others.length} de plus`, `${others.length} more`)}</summary>
${renderTable(others, `${label}, ${say('suite', 'continued')} (${rule}, ${step})`, page)}</details>`
}
${beyond > 0 && html`<p class="soft">${say(`Et ${beyond} que ce rapport ne liste pas.`, `And ${beyond} that this report does not list.`)}</p>`}`;
}

function renderTable(faults: readonly FoundFault[], caption: string, page: ReportPage): Html {
  const { say } = page;
  const expected = say('Attendu', 'Expected');
  const received = say('Reçu', 'Received');
  const isExpected = faults.some((fault) => fault.expected !== undefined);
  return html`<table class="faults stacked">
<caption class="sr">${caption}</caption>
<thead><tr><th scope="col">${say('Où', 'Where')}</th>${isExpected && html`<th scope="col">${expected}</th>`}<th scope="col">${received}</th></tr></thead>
<tbody>${faults.map((fault) => {
    const mark = page.views.get(fault.exchange ?? -1)?.marks.find((one) => one.fault === fault);
    return html`<tr><td>${renderPlace(fault, mark, page)}</td>${
      isExpected && html`<td data-label="${expected}">${fault.expected ?? '–'}</td>`
    }<td data-label="${received}">${toReceived(fault, mark, page)}</td></tr>
`;
  })}</tbody>
</table>`;
}

function renderPlace(
  { text, path, element, resource, exchange }: FoundFault,
  mark: Mark | undefined,
  { say, tell }: ReportPage,
): Html {
  const anchor = mark && mark.line < 0 ? mark.id : `exchange-${exchange}`;
  const place = path ?? element ?? say('la réponse', 'the answer');
  return html`${text && html`${tell(text)} `}<code>${place}</code>${resource && html` <span class="soft">${resource}</span>`}${
    exchange !== null &&
    html` <a href="#${anchor}">${say(`échange ${exchange}`, `exchange ${exchange}`)}</a>`
  }`;
}

const longest = 200;

/** What the rule says that it received, else the line of the body. */
function toReceived(fault: FoundFault, mark: Mark | undefined, { say, views }: ReportPage): string {
  if (fault.received !== undefined) return fault.received;
  if (!mark || mark.line < 0) return '–';
  if (!mark.isExact) return say('absent', 'missing');
  const view = views.get(fault.exchange ?? -1);
  const body = mark.part === 'request' ? view?.request : view?.response;
  const line = body?.lines[mark.line]?.text.trim() ?? '–';
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
