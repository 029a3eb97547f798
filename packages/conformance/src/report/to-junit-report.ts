import type { Language, Text } from '../rule/text.js';
import type { Finding } from '../run/finding.js';
import type { Run, RunGroup, RunStep } from '../run/run.js';
import { type FailOn, isFailure } from './to-exit-code.js';
import { levelWords } from './words.js';

/** Options of {@link toJunitReport}. */
export interface JunitReportOptions {
  /** @defaultValue `fr` */
  readonly language?: Language | undefined;
  /** Which failures are failures of a test; the others are its output. @defaultValue `official` */
  readonly failOn?: FailOn | undefined;
}

/**
 * Writes a run as JUnit XML: a suite per group, a test per rule and step. What was left out, or had
 * nothing to apply to, is a skipped test with its reason.
 */
export function toJunitReport(
  run: Run,
  { language = 'fr', failOn = 'official' }: JunitReportOptions = {},
): string {
  const say = (text: Text) => text[language];
  const { problem, groups } = run;
  const suites = problem
    ? [
        `<testsuite name="conformance" tests="1" failures="0" errors="1" skipped="0" time="${toSeconds(run.durationMilliseconds)}">`,
        '<testcase classname="conformance" name="run">',
        `<error message="${escapeXml(say(problem))}"/>`,
        '</testcase>',
        '</testsuite>',
      ]
    : groups.flatMap((group) => toSuite(group, { run, say, failOn }));
  const all = problem ? [] : groups.flatMap(toTests).map(({ finding }) => finding);
  const totals = problem ? 'tests="1" failures="0" errors="1" skipped="0"' : count(all, failOn);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="@sas-sos/conformance" ${totals} time="${toSeconds(run.durationMilliseconds)}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

interface Test {
  readonly step: RunStep;
  readonly finding: Finding;
}

const toTests = ({ steps }: RunGroup): readonly Test[] =>
  steps.flatMap((step) => step.findings.map((finding) => ({ step, finding })));

interface Style {
  readonly run: Run;
  readonly say: (text: Text) => string;
  readonly failOn: FailOn;
}

function toSuite(group: RunGroup, style: Style): readonly string[] {
  const tests = toTests(group);
  const findings = tests.map(({ finding }) => finding);
  const { run, say, failOn } = style;
  const time = group.steps.reduce((sum, step) => sum + step.durationMilliseconds, 0);
  return [
    `<testsuite name="${escapeXml(say(group.title))}" ${count(findings, failOn)} errors="0" time="${toSeconds(time)}" timestamp="${new Date(run.startedAt).toISOString()}">`,
    `<properties><property name="vendor" value="${escapeXml(run.vendor)}"/><property name="tool" value="@sas-sos/conformance ${escapeXml(run.tool.version)}"/></properties>`,
    ...tests.map((test) => toTestCase(test, style)),
    '</testsuite>',
  ];
}

function count(findings: readonly Finding[], failOn: FailOn): string {
  const failures = findings.filter((finding) => isFailure(finding, failOn)).length;
  const skipped = findings.filter(({ verdict }) => isSkipped(verdict)).length;
  return `tests="${findings.length}" failures="${failures}" skipped="${skipped}"`;
}

const isSkipped = (verdict: Finding['verdict']) =>
  verdict === 'left-out' || verdict === 'not-applicable';

function toTestCase({ step, finding }: Test, { say, failOn }: Style): string {
  const { rule, title, verdict, message } = finding;
  const name = `${rule}: ${say(title)} (${say(step.title)})`;
  const open = `<testcase classname="${escapeXml(step.id)}" name="${escapeXml(name)}"`;
  if (verdict === 'passed') return `${open}/>`;
  const text = escapeXml(say(message));
  const content = isSkipped(verdict)
    ? `<skipped message="${text}"/>`
    : isFailure(finding, failOn)
      ? `<failure type="${finding.level}" message="${text}">${escapeXml(toDetails(finding, say))}</failure>`
      : `<system-out>${escapeXml(`${say(message)}\n${toDetails(finding, say)}`)}</system-out>`;
  return `${open}>${content}</testcase>`;
}

function toDetails({ level, remedy, faults, exchanges }: Finding, say: Style['say']): string {
  return [
    `[${say(levelWords[level])}] ${say(remedy)}`,
    ...faults.map(({ resource, element, path, expected, received }) =>
      [
        `- ${path ?? element ?? ''}`,
        resource ?? '',
        expected === undefined ? '' : `${say({ fr: 'attendu', en: 'expected' })} ${expected}`,
        received === undefined ? '' : `${say({ fr: 'reçu', en: 'received' })} ${received}`,
      ]
        .filter(Boolean)
        .join(', '),
    ),
    exchanges.length === 0
      ? ''
      : `${say({ fr: 'Échanges', en: 'Exchanges' })} ${exchanges.join(', ')}`,
  ]
    .filter(Boolean)
    .join('\n');
}

const toSeconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escapes a text for XML 1.0, which has no way to write most control characters. */
function escapeXml(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (character) =>
      /[\n\t]/.test(character) ? character : '\uFFFD',
    )
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
