import type { Finding, Run, RunGroup } from '@sas-sos/conformance';
import type { CertificationRun } from '../../platform/certification/certification-desk.js';
import { type Html, html } from './html.js';

/** The verdict of a run, as a label. */
export function toRunVerdict({ state, run }: CertificationRun): Html {
  if (state === 'running') return html`<span class="tag careful">en cours</span>`;
  if (!run || run.verdict === 'impossible') return html`<span class="tag bad">✕ impossible</span>`;
  return run.verdict === 'passed'
    ? html`<span class="tag ok">✓ rien que le kit refuse</span>`
    : html`<span class="tag bad">✕ le kit échouerait</span>`;
}

/** The verdict of a group, as the official kit would give it. */
export function toGroupVerdict(group: RunGroup): Html {
  const failed = findingsOf(group).filter(({ verdict }) => verdict === 'failed');
  if (failed.some(isOfficial)) return html`<span class="tag bad">✕ non conforme</span>`;
  if (failed.length > 0) return html`<span class="tag careful">! à revoir</span>`;
  return group.verdict === 'passed'
    ? html`<span class="tag ok">✓ conforme</span>`
    : html`<span class="tag off">– ${group.verdict === 'left-out' ? 'laissé de côté' : 'sans objet'}</span>`;
}

/** The findings of a group. */
export const findingsOf = ({ steps }: RunGroup): readonly Finding[] =>
  steps.flatMap(({ findings }) => findings);

/** Whether the official kit fails a vendor for it. */
export const isOfficial = ({ level }: Pick<Finding, 'level'>): boolean =>
  level === 'official-fails';

/** The figures of a run, in a sentence. */
export function toFigures({ counts }: Run): string {
  const { passed, officialFails, officialWarns, guide, goodPractice, leftOut } = counts;
  return `${passed} respectées, ${officialFails} que le kit refuse, ${officialWarns + guide + goodPractice} à revoir, ${leftOut} de côté`;
}
