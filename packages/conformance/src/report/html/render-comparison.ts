import type { Verdict } from '../../run/finding.js';
import type { RunChange } from '../compare-runs.js';
import { verdictWords } from '../words.js';
import { type Html, html } from './html.js';
import { toFindingAnchor } from './render-finding.js';
import { type ReportPage, toMoment, toPlural } from './report-page.js';

/** What changed since the run before. */
export function renderComparison(page: ReportPage): Html | false {
  const { comparison, say, language } = page;
  if (!comparison) return false;
  const { changes, previousStartedAt, stillFailing, isOtherVendor } = comparison;
  const titles: Readonly<Record<RunChange['kind'], string>> = {
    broken: say('Ne passent plus', 'Fail now'),
    fixed: say('Corrigées', 'Fixed'),
    unknown: say('N’ont pas été appliquées cette fois', 'Were not applied this time'),
    other: say('Autres changements', 'Other changes'),
  };
  const kinds = Object.keys(titles) as RunChange['kind'][];
  const moment = toMoment(previousStartedAt, language);
  return html`<section id="comparison"><h2>${say('Depuis le passage précédent', 'Since the run before')}</h2>
<p>${say(`Comparé au passage du ${moment}.`, `Compared with the run of ${moment}.`)} ${
    changes.length === 0 && say('Rien n’a changé.', 'Nothing changed.')
  } ${
    stillFailing > 0 &&
    toPlural(
      stillFailing,
      say('règle échoue toujours.', 'rule still fails.'),
      say('règles échouent toujours.', 'rules still fail.'),
    )
  }</p>
${isOtherVendor && html`<p class="notice">${say('L’autre passage était d’une autre adresse.', 'The other run was of another address.')}</p>`}
${kinds.map((kind) => {
  const own = changes.filter((change) => change.kind === kind);
  return (
    own.length > 0 &&
    html`<details${kind === 'broken' || kind === 'fixed' ? ' open' : ''} class="changes ${kind}"><summary>${titles[kind]} (${own.length})</summary>
<ul>${own.map((change) => renderChange(change, page))}</ul></details>`
  );
})}</section>`;
}

function renderChange(change: RunChange, page: ReportPage): Html {
  const { rule, step, title, before, after } = change;
  const { tell, say } = page;
  const word = (verdict: Verdict | null) =>
    verdict === null ? say('absente', 'absent') : tell(verdictWords[verdict]);
  const name =
    after === null ? tell(title) : html`<a href="#${toFindingAnchor(change)}">${tell(title)}</a>`;
  return html`<li>${name} <code>${rule}</code> <span class="soft"><code>${step}</code> ${word(before)} → ${word(after)}</span></li>
`;
}
