import type { Finding } from '../../run/finding.js';
import type { RunGroup } from '../../run/run.js';
import { type Html, html } from './html.js';
import { toFindingAnchor } from './render-finding.js';
import { toGroupAnchor } from './render-group.js';
import {
  type Outcome,
  type ReportPage,
  renderOutcome,
  toDuration,
  toGroupOutcome,
  toMoment,
  toOutcome,
} from './report-page.js';

/** The verdict, and the figures of the run. */
export function renderVerdict({ run, say, tell, language }: ReportPage): Html {
  const { verdict, problem, leftBehind, counts, vendor, startedAt, durationMilliseconds, tool } =
    run;
  const sentence =
    verdict === 'passed'
      ? say('Rien que le kit officiel refuse', 'Nothing that the official kit fails')
      : verdict === 'failed'
        ? say('Le kit officiel échouerait', 'The official kit would fail')
        : say('Le passage n’a pas pu se faire', 'It could not run');
  const tone = verdict === 'passed' ? 'passed' : 'failed';
  const figures: readonly (readonly [number, string])[] = [
    [counts.passed, say('règles respectées', 'rules passed')],
    [counts.officialFails, say('que le kit refuse', 'that the kit fails')],
    [counts.officialWarns, say('avertissements du kit', 'warnings of the kit')],
    [counts.guide, say('du guide', 'of the guide')],
    [counts.goodPractice, say('de bonne pratique', 'of good practice')],
    [counts.leftOut, say('laissées de côté', 'left out')],
    [counts.notApplicable, say('sans objet', 'not applicable')],
  ];
  return html`<div class="verdict ${tone}"><p><strong>${sentence}</strong></p>
${problem && html`<p>${tell(problem)}</p>`}${leftBehind && html`<p>${tell(leftBehind)}</p>`}
<ul class="figures">${figures.map(([count, word]) => html`<li><b>${count}</b> ${word}</li>`)}</ul></div>
<dl class="facts">
<dt>${say('Logiciel', 'Software')}</dt><dd><code>${vendor}</code></dd>
<dt>${say('Passage', 'Run')}</dt><dd>${toMoment(startedAt, language)} (${say('heure de Paris', 'Paris time')}), ${toDuration(durationMilliseconds, language)}, ${run.exchanges.length} ${say('échanges', 'exchanges')}</dd>
<dt>${say('Contrôlé par', 'Checked by')}</dt><dd>@sas-sos/conformance ${tool.version}, Node ${tool.node}</dd>
<dt>${say('Simulateur', 'Simulator')}</dt><dd>${run.simulator === null ? say('aucun', 'none') : html`<code>${run.simulator}</code>`}</dd>
</dl>
<p class="soft">${say(
    'Ce rapport rejoue les contrôles du kit de test de l’ANS et ce qui est essayé à la main ; il ne remplace pas la certification.',
    'This report replays the checks of the test kit of the ANS and what is tried by hand; it does not replace the certification.',
  )}</p>`;
}

/** What the official kit fails, in one list. */
export function renderFirst({ run, say, tell }: ReportPage): Html | false {
  const failed = run.groups
    .flatMap(({ steps }) => steps.flatMap(({ findings }) => findings))
    .filter(({ verdict, level }) => verdict === 'failed' && level === 'official-fails');
  if (failed.length === 0) return false;
  return html`<section><h2>${say('À corriger avant la certification', 'To correct before the certification')}</h2>
<ul class="first">${failed.map(
    (finding) =>
      html`<li><a href="#${toFindingAnchor(finding)}">${tell(finding.title)}</a> <code>${finding.rule}</code> <span class="soft">${toStepTitle(finding, run.groups, tell)}</span></li>
`,
  )}</ul></section>`;
}

function toStepTitle(
  { step }: Finding,
  groups: readonly RunGroup[],
  tell: ReportPage['tell'],
): string {
  const found = groups.flatMap(({ steps }) => steps).find(({ id }) => id === step);
  return found ? tell(found.title) : step;
}

/** The verdict of each group, in the order of the official kit. */
export function renderGroups(page: ReportPage): Html {
  const { run, say, tell } = page;
  const count = (group: RunGroup, outcome: Outcome) =>
    group.steps.flatMap(({ findings }) => findings).filter((f) => toOutcome(f) === outcome).length;
  const heads = [
    say('Groupe', 'Group'),
    say('Verdict', 'Verdict'),
    say('Respectées', 'Passed'),
    say('Refusées par le kit', 'Failed by the kit'),
    say('À revoir', 'To review'),
    say('De côté', 'Left out'),
  ] as const;
  const cells = (group: RunGroup) => [
    html`${renderOutcome(toGroupOutcome(group), page)}`,
    count(group, 'passed'),
    count(group, 'failed'),
    count(group, 'warned'),
    count(group, 'left-out'),
  ];
  return html`<section><h2>${say('Groupes', 'Groups')}</h2>
<table class="groups stacked"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${run.groups.map(
    (
      group,
    ) => html`<tr><th scope="row"><a href="#${toGroupAnchor(group)}">${tell(group.title)}</a></th>${cells(
      group,
    ).map((cell, index) => html`<td data-label="${heads[index + 1]}">${cell}</td>`)}</tr>
`,
  )}</tbody></table></section>`;
}

/** The 34 checks. */
export function renderChecks(page: ReportPage): Html {
  const { run, say, tell } = page;
  return html`<section><h2>${say('Les 34 contrôles', 'The 34 checks')}</h2>
<ol class="checks">${run.checks.map(
    ({ title, verdict }) => html`<li>${renderOutcome(verdict, page)} ${tell(title)}</li>
`,
  )}</ol></section>`;
}

/** The six answers, for the record. */
export function renderDeclarations({ run, say }: ReportPage): Html {
  const questions = {
    rppsUsed: say('Le RPPS identifie les professionnels', 'The RPPS identifies professionals'),
    rppsAlwaysThere: say('Il est toujours là', 'It is always there'),
    structureIdentifier: say('Identifiant national des structures', 'National id of structures'),
    healthDataHosting: say('Hébergement de données de santé (HDS)', 'Health-data hosting (HDS)'),
    twoFactor: say('Deux facteurs pour les effecteurs', 'Two factors for effectors'),
    lockOut: say('Blocage après des échecs', 'Lock-out after failed sign-ins'),
  } as const;
  const toAnswer = (answer: boolean | string | undefined) => {
    if (answer === undefined) return say('sans réponse', 'not answered');
    if (typeof answer === 'string') return answer;
    return answer ? say('oui', 'yes') : say('non', 'no');
  };
  const names = Object.keys(questions) as (keyof typeof questions)[];
  return html`<section><h2>${say('Déclarations du logiciel', 'Declarations of the vendor')}</h2>
<dl class="facts">${names.map(
    (name) => html`<dt>${questions[name]}</dt><dd>${toAnswer(run.declarations[name])}</dd>
`,
  )}</dl></section>`;
}
