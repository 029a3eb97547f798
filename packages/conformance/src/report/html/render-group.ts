import type { Text } from '../../rule/text.js';
import type { Finding } from '../../run/finding.js';
import type { RunGroup, RunStep } from '../../run/run.js';
import { type Html, html } from './html.js';
import { renderFailure, renderOther } from './render-finding.js';
import {
  type ReportPage,
  renderOutcome,
  toAnchor,
  toDuration,
  toGroupOutcome,
  toPlural,
} from './report-page.js';

/** Anchor of a group. */
export const toGroupAnchor = ({ name }: Pick<RunGroup, 'name'>): string => toAnchor('g', name);

/** A group: its verdict, then its steps. */
export function renderGroup(group: RunGroup, page: ReportPage): Html {
  const { say, tell } = page;
  return html`<section class="group" id="${toGroupAnchor(group)}">
<h2>${tell(group.title)} ${renderOutcome(toGroupOutcome(group), page)}</h2>
${!group.isOfficial && html`<p class="soft">${say('Au-delà du kit officiel.', 'Beyond the official kit.')}</p>`}
${group.steps.map((step) => renderStep(step, page))}
</section>
`;
}

function renderStep(step: RunStep, page: ReportPage): Html {
  const { say, tell, language } = page;
  if (step.reason && step.findings.every(({ verdict }) => verdict === 'left-out')) {
    return renderLeftOut(step, step.reason, page);
  }
  const by = (verdict: Finding['verdict']) =>
    step.findings.filter((finding) => finding.verdict === verdict);
  const failed = [
    ...by('failed').filter(({ level }) => level === 'official-fails'),
    ...by('failed').filter(({ level }) => level !== 'official-fails'),
  ];
  const passed = by('passed');
  const leftOut = by('left-out');
  const other = by('not-applicable');
  return html`<section class="step" id="${toAnchor('s', step.id)}">
<h3>${tell(step.title)} <span class="soft"><code>${step.id}</code> ${step.exchanges.length > 0 && toDuration(step.durationMilliseconds, language)}</span></h3>
${step.reason && html`<p class="notice"><strong>${say('Laissé de côté :', 'Left out:')}</strong> ${tell(step.reason)}</p>`}
${failed.map((finding) => renderFailure(finding, page))}
${renderList(passed, toPlural(passed.length, say('règle respectée', 'rule passed'), say('règles respectées', 'rules passed')), page)}
${renderList(leftOut, toPlural(leftOut.length, say('règle laissée de côté', 'rule left out'), say('règles laissées de côté', 'rules left out')), page)}
${renderList(other, toPlural(other.length, say('règle sans objet', 'rule not applicable'), say('règles sans objet', 'rules not applicable')), page)}
</section>
`;
}

/** A step that did not run: its reason, in a line that opens. */
function renderLeftOut(step: RunStep, reason: Text, page: ReportPage): Html {
  const { tell } = page;
  return html`<details class="others step" id="${toAnchor('s', step.id)}"><summary>${renderOutcome('left-out', page)} <strong>${tell(step.title)}</strong> <span class="soft">${tell(reason)}</span></summary>
<ul>${step.findings.map((finding) => renderOther(finding, page))}</ul></details>
`;
}

function renderList(findings: readonly Finding[], title: string, page: ReportPage): Html | false {
  if (findings.length === 0) return false;
  return html`<details class="others"><summary>${title}</summary>
<ul>${findings.map((finding) => renderOther(finding, page))}</ul></details>`;
}
