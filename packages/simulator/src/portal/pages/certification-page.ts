import type { Finding, RunGroup } from '@sas-sos/conformance';
import type { CertificationRun } from '../../platform/certification/certification-desk.js';
import { scriptPaths } from '../assets.js';
import {
  findingsOf,
  isOfficial,
  toFigures,
  toGroupVerdict,
  toRunVerdict,
} from './certification-words.js';
import { type Html, html } from './html.js';
import type { PageContent } from './layout.js';
import { toIso, toMoment, toSeconds } from './local-time.js';
import { toCount, toDuration } from './words.js';

/** One run: its progress while it runs, then what it found. */
export function toCertificationPage(run: CertificationRun): PageContent {
  return {
    title: `Certification, passage nº ${run.number}`,
    current: 'certification',
    script: run.state === 'running' ? scriptPaths.certification : undefined,
    main: html`<p class="back"><a href="/certification">← Tous les passages</a></p>
<h1>Passage nº ${run.number}</h1>
<p class="soft"><time datetime="${toIso(run.startedAt)}">${toMoment(run.startedAt)} (${toSeconds(run.startedAt)})</time></p>
<p class="sr" role="status" id="fini"></p>
<div id="passage" data-state="${run.state}">
${renderCertification(run)}
</div>`,
  };
}

/** The live part of the page. */
export function renderCertification(certification: CertificationRun): Html {
  const { state, run, problem, groups } = certification;
  return html`${state === 'running' ? renderProgress(certification) : html`<p>${toRunVerdict(certification)} ${run && toFigures(run)}</p>`}
${problem && html`<p class="notice bad">${problem}</p>`}
${run?.problem && html`<p class="notice bad">${run.problem.fr}</p>`}
${run && renderDownloads(certification)}
${(run?.problem ? [] : groups).map((group) => renderGroup(group, certification))}`;
}

function renderProgress({ step, steps, title, exchanges }: CertificationRun): Html {
  return html`<p><label for="avance">Étape ${step} sur ${steps} : ${title}</label></p>
<p><progress id="avance" max="${Math.max(1, steps)}" value="${Math.max(0, step - 1)}"></progress> <span class="soft">${toCount(exchanges, 'échange', 'échanges')}</span></p>`;
}

function renderDownloads({ number, run }: CertificationRun): Html {
  return html`<p class="soft">${run && toDuration(run.durationMilliseconds)}, ${toCount(run?.exchanges.length ?? 0, 'échange', 'échanges')}.</p>
<p class="actions"><a class="button" href="/certification/${number}/report">Ouvrir le rapport</a>
<a class="button second" href="/certification/${number}/report.html" download>HTML</a>
<a class="button second" href="/certification/${number}/junit.xml" download>JUnit</a>
<a class="button second" href="/certification/${number}/run.json" download>JSON</a></p>`;
}

function renderGroup(group: RunGroup, certification: CertificationRun): Html {
  const findings = findingsOf(group);
  const failed = findings.filter(({ verdict }) => verdict === 'failed');
  const passed = findings.filter(({ verdict }) => verdict === 'passed').length;
  const reasons = [...new Set(group.steps.flatMap(({ reason }) => reason?.fr ?? []))];
  const ordered = [...failed.filter(isOfficial), ...failed.filter((one) => !isOfficial(one))];
  return html`<section><h2>${group.title.fr} ${toGroupVerdict(group)}</h2>
<p class="soft">${toCount(passed, 'règle respectée', 'règles respectées')}.${reasons.length > 0 && ` Laissé de côté : ${reasons.join(' ')}`}</p>
${ordered.length > 0 && html`<ul class="checks">${ordered.map((finding) => renderFinding(finding, certification))}</ul>`}
</section>
`;
}

const mostExchanges = 5;

function renderFinding(finding: Finding, { number, run }: CertificationRun): Html {
  const { rule, message, remedy, exchanges } = finding;
  const isBad = isOfficial(finding);
  return html`<li class="${isBad ? 'bad' : 'careful'}"><strong>${isBad ? '✕ Le kit échoue :' : '! À revoir :'}</strong> ${message.fr} <code>${rule}</code>
<br>→ ${remedy.fr}${
    run &&
    exchanges
      .slice(0, mostExchanges)
      .map(
        (exchange) =>
          html` <a href="/certification/${number}/report#exchange-${exchange}">Voir l’échange nº ${exchange}</a>`,
      )
  }</li>
`;
}
