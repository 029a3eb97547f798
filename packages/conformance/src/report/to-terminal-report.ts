import { documents } from '../rule/rule-source.js';
import type { Language, Text } from '../rule/text.js';
import type { Finding } from '../run/finding.js';
import type { Run, RunGroup } from '../run/run.js';
import { compareRuns, type RunChange, type RunComparison } from './compare-runs.js';
import { levelWords, toMark } from './words.js';

/** Options of {@link toTerminalReport}. */
export interface TerminalReportOptions {
  /** @defaultValue `fr` */
  readonly language?: Language | undefined;
  /** Whether rules that passed are listed too. @defaultValue false */
  readonly isVerbose?: boolean | undefined;
  /** A run before: what changed is listed. @defaultValue none */
  readonly previous?: Run | undefined;
}

/** Writes a run as text for a terminal: what failed and what to do, what was left out and why. */
export function toTerminalReport(
  run: Run,
  { language = 'fr', isVerbose = false, previous }: TerminalReportOptions = {},
): string {
  const say = (text: Text) => text[language];
  const lines = [
    say({
      fr: `Certification SAS, SOS Médecins : ${run.vendor}`,
      en: `SAS certification, SOS Médecins: ${run.vendor}`,
    }),
    '',
    ...(run.problem === null
      ? run.groups.flatMap((group) => toGroupLines(group, { say, isVerbose }))
      : []),
    ...(run.problem === null ? toCheckLines(run, say) : []),
    ...(previous && run.problem === null ? toChangeLines(compareRuns(previous, run), say) : []),
    toSummary(run, say),
  ];
  return `${lines.join('\n')}\n`;
}

interface Style {
  readonly say: (text: Text) => string;
  readonly isVerbose: boolean;
}

function toGroupLines(group: RunGroup, style: Style): readonly string[] {
  const { say, isVerbose } = style;
  const findings = group.steps.flatMap((step) => step.findings);
  const failed = findings.filter(({ verdict }) => verdict === 'failed');
  const passed = findings.filter(({ verdict }) => verdict === 'passed');
  const isBad = failed.some(({ level }) => level === 'official-fails');
  const mark = isBad ? '✗' : failed.length > 0 ? '!' : toMark(group.verdict);
  const counts = say({
    fr: `${passed.length} respectées, ${failed.length} non`,
    en: `${passed.length} passed, ${failed.length} failed`,
  });
  const shown = isVerbose ? [...failed, ...passed] : failed;
  return [
    `${mark} ${say(group.title)} (${counts})`,
    ...toLeftOutLines(group, say),
    ...shown.flatMap((finding) => toFindingLines(finding, group, style)),
    '',
  ];
}

function toFindingLines(finding: Finding, { steps }: RunGroup, { say }: Style): readonly string[] {
  const { verdict, level, rule, message, remedy, source, check, exchanges, step } = finding;
  const head = `  ${toMark(verdict, level)} ${rule}: ${say(message)}`;
  if (verdict !== 'failed') return [head];
  const title = steps.find(({ id }) => id === step)?.title ?? { fr: step, en: step };
  const where = [
    say(levelWords[level]),
    `${say(documents[source.document])}, ${source.section}`,
    ...(check === null ? [] : [say({ fr: `contrôle ${check}`, en: `check ${check}` })]),
    ...(exchanges.length === 0
      ? []
      : [
          say({
            fr: `échange ${exchanges.slice(0, 5).join(', ')}`,
            en: `exchange ${exchanges.slice(0, 5).join(', ')}`,
          }),
        ]),
  ];
  return [
    head,
    `      ${say(title)}`,
    `      → ${say(remedy)}`,
    `      [${where.join(say({ fr: ' ; ', en: '; ' }))}]`,
  ];
}

/** One line per reason, however many steps have it. */
function toLeftOutLines({ steps }: RunGroup, say: Style['say']): readonly string[] {
  const byReason = new Map<string, number>();
  for (const { reason } of steps) {
    if (reason) byReason.set(say(reason), (byReason.get(say(reason)) ?? 0) + 1);
  }
  return [...byReason].map(([reason, count]) => {
    const many = say({ fr: `${count} étape(s) de côté`, en: `${count} step(s) left out` });
    return `  – ${many} : ${reason}`;
  });
}

function toCheckLines({ checks }: Run, say: Style['say']): readonly string[] {
  const marks = checks.map(({ number, verdict }) => `${number}${toMark(verdict)}`);
  return [
    say({ fr: 'Les 34 contrôles :', en: 'The 34 checks:' }),
    `  ${marks.slice(0, 17).join('  ')}`,
    `  ${marks.slice(17).join('  ')}`,
    '',
  ];
}

/** What broke and what was fixed since the run before, in a line each. */
function toChangeLines({ changes, stillFailing }: RunComparison, say: Style['say']) {
  const of = (kind: RunChange['kind']) => changes.filter((change) => change.kind === kind);
  const toLines = (kind: RunChange['kind'], mark: string, title: Text) =>
    of(kind).map(({ rule, step }) => `  ${mark} ${say(title)} : ${rule} (${step})`);
  const unknown = of('unknown').length;
  return [
    say({ fr: 'Depuis le passage précédent :', en: 'Since the run before:' }),
    ...toLines('broken', '✗', { fr: 'échoue maintenant', en: 'fails now' }),
    ...toLines('fixed', '✓', { fr: 'corrigé', en: 'fixed' }),
    say({
      fr: `  – ${stillFailing} échouent toujours, ${unknown} n’ont pas été appliquées cette fois.`,
      en: `  – ${stillFailing} still fail, ${unknown} were not applied this time.`,
    }),
    '',
  ];
}

function toSummary(run: Run, say: Style['say']): string {
  const { problem, counts, verdict, durationMilliseconds, ownMilliseconds } = run;
  if (problem) return say(problem);
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
  const verdictText =
    verdict === 'passed'
      ? say({ fr: 'Rien que le kit officiel refuse.', en: 'Nothing that the official kit fails.' })
      : verdict === 'failed'
        ? say({ fr: 'Le kit officiel échouerait.', en: 'The official kit would fail.' })
        : say({
            fr: 'Le passage n’est pas allé à son terme : il ne dit rien de ce qui reste.',
            en: 'The run was cut short: it says nothing of what is left.',
          });
  const figures = say({
    fr: `${counts.passed} règles respectées ; ${counts.officialFails} que le kit refuse, ${counts.officialWarns} avertissements du kit, ${counts.guide} du guide, ${counts.goodPractice} de bonne pratique ; ${counts.leftOut} laissées de côté, ${counts.notApplicable} sans objet.`,
    en: `${counts.passed} rules passed; ${counts.officialFails} that the kit fails, ${counts.officialWarns} warnings of the kit, ${counts.guide} of the guide, ${counts.goodPractice} of good practice; ${counts.leftOut} left out, ${counts.notApplicable} not applicable.`,
  });
  const time = say({
    fr: `${run.exchanges.length} échanges en ${seconds(durationMilliseconds)} s, dont ${seconds(ownMilliseconds)} s pour ce contrôle lui-même.`,
    en: `${run.exchanges.length} exchanges in ${seconds(durationMilliseconds)} s, of which ${seconds(ownMilliseconds)} s for this check itself.`,
  });
  const left = run.leftBehind === null ? [] : [say(run.leftBehind)];
  return [verdictText, figures, ...left, time].join('\n');
}
