import { SasError } from '@sas-sos/core';
import type { Configuration } from '../configuration/configuration.js';
import { type FailOn, isFailure } from '../report/to-exit-code.js';
import type { Language, Text } from '../rule/text.js';
import { groups } from '../run/groups.js';
import { planSteps, type Selection, toGroups } from '../run/plan-steps.js';
import type { Run } from '../run/run.js';
import { runConformance } from '../run/run-conformance.js';
import type { Step } from '../run/step.js';
import { steps as allSteps } from '../steps/steps.js';
import { type ConformanceTestRunner, findTestRunner, trySkip } from './test-runner.js';
import { toFailureMessage } from './to-failure-message.js';

/** Options of {@link describeConformance}. */
export interface DescribeConformanceOptions {
  /**
   * Name of the group of tests.
   *
   * @defaultValue `Certification SAS`
   */
  readonly name?: string | undefined;
  /**
   * What to judge; a function is called once, when the first test runs: what `beforeAll` started is
   * there then. Not used with `run`.
   */
  readonly configuration?:
    | Configuration
    | (() => Configuration | Promise<Configuration>)
    | undefined;
  /**
   * A run that is over, such as one that `parseRun` read from the report of the command: what was
   * left out is then declared by `it.skip`, with its reason, in jest too.
   */
  readonly run?: Run | undefined;
  /** Groups, steps or rules to run, with the steps before them. @defaultValue everything */
  readonly only?: Selection | undefined;
  /** Folder that paths of the configuration are relative to. @defaultValue the current one */
  readonly folder?: string | undefined;
  /** Which rules fail a test. A milder one that is broken is skipped. @defaultValue `everything` */
  readonly failOn?: FailOn | undefined;
  /**
   * What a test of a rule that was left out does. `skip` is a failure where the runner cannot skip a
   * test that has begun, as in jest: a rule never passes because it was not applied. `pass` says that
   * you know what is left out.
   *
   * @defaultValue `skip`
   */
  readonly leftOut?: 'skip' | 'fail' | 'pass' | undefined;
  /**
   * Time limit of each test, in milliseconds: the first one waits for the whole run, so it has to be
   * longer than what `limits` of the configuration let a run last.
   *
   * @defaultValue 960,000: 16 minutes
   */
  readonly timeout?: number | undefined;
  /** Language of names and messages. @defaultValue `fr` */
  readonly language?: Language | undefined;
  /** Called with the run, such as to write its reports. */
  readonly onRun?: ((run: Run) => void | Promise<void>) | undefined;
  /**
   * The test runner, if `describe` and `it` are not global.
   *
   * @defaultValue `globalThis`
   */
  readonly runner?: ConformanceTestRunner | undefined;
}

// Longer than a run with the HL7 validator may last.
const defaultTimeout = 960_000;

/**
 * Declares one test for each rule of each step of the certification, on a vendor. The run itself
 * happens once, when the first of them runs.
 *
 * @throws SasError `SAS_TEST_RUNNER_MISSING` when `describe` and `it` are missing.
 * @throws RangeError for a group, a step or a rule that does not exist
 * @example
 * ```ts
 * import { describeConformance } from '@sas-sos/conformance';
 * import { describe, it } from 'vitest';
 *
 * describeConformance({
 *   runner: { describe, it },
 *   configuration: { vendor: 'http://127.0.0.1:3000/fhir' },
 *   only: ['metadata', 'search-one-place'],
 * });
 * ```
 */
export function describeConformance(options: DescribeConformanceOptions): void {
  const { name = 'Certification SAS', configuration, only, folder, onRun, runner } = options;
  const { language = 'fr', timeout = defaultTimeout } = options;
  const { describe, it } = findTestRunner(runner);
  const plan = planSteps(allSteps, only);
  let running: Promise<Run> | undefined;

  async function run(): Promise<Run> {
    if (options.run) return options.run;
    const given = typeof configuration === 'function' ? await configuration() : configuration;
    if (!given) throw SasError.ofOption('configuration', 'Give a configuration, or a run.');
    const done = await runConformance(given, { only, folder });
    await onRun?.(done);
    return done;
  }

  describe(name, () => {
    for (const group of toGroups(plan.steps)) {
      describe(groups[group.name][language], () => {
        for (const step of group.steps) {
          for (const rule of step.rules) {
            if (!plan.isWanted(step, rule.id)) continue;
            const title = `${rule.id}: ${rule.title[language]} (${step.title[language]})`;
            const reason = options.run && findReason(options.run, step, rule.id, language);
            if (reason !== undefined && it.skip) {
              it.skip(`${title}: ${reason}`, async () => {});
              continue;
            }
            const test = async (context: unknown) => {
              running ??= run();
              judge({ run: await running, step, rule: rule.id, context, options });
            };
            it(title, withContext(test), timeout);
          }
        }
      });
    }
  });
}

/**
 * Passes on the runner's argument without declaring a parameter: jest would take one for a callback
 * to wait for.
 */
function withContext(test: (context: unknown) => Promise<void>): () => Promise<void> {
  return function inRunner() {
    // biome-ignore lint/complexity/noArguments: a rest parameter is one, too, for vitest's fixtures.
    return test(arguments[0]);
  };
}

/** Why a rule of a run that is over was left out; `undefined` if it was applied. */
function findReason(
  { problem, groups: ran }: Run,
  step: Step,
  rule: string,
  language: Language,
): string | undefined {
  if (problem) return undefined;
  const found = ran.flatMap(({ steps }) => steps).find(({ id }) => id === step.id);
  const finding = found?.findings.find((candidate) => candidate.rule === rule);
  if (!finding) return notApplicable[language];
  const isUnanswered = found?.findings.some(({ verdict, rule: name }) => {
    return verdict === 'failed' && step.rules.every(({ id }) => id !== name);
  });
  if (isUnanswered || !/^(?:left-out|not-applicable)$/.test(finding.verdict)) return undefined;
  return finding.message[language];
}

const notApplicable: Text = { fr: 'Sans objet.', en: 'Not applicable.' };

function judge({
  run,
  step,
  rule,
  context,
  options,
}: {
  readonly run: Run;
  readonly step: Step;
  readonly rule: string;
  readonly context: unknown;
  readonly options: DescribeConformanceOptions;
}): void {
  const { language = 'fr', failOn = 'everything', leftOut = 'skip' } = options;
  if (run.problem) throw new Error(run.problem[language]);
  const all = run.groups.flatMap(({ steps }) => steps);
  const findings = all.find(({ id }) => id === step.id)?.findings ?? [];
  const finding = findings.find((candidate) => candidate.rule === rule);
  if (!finding) {
    // The step found nothing that the rule looks at.
    trySkip(context, notApplicable[language]);
    return;
  }
  // Without an answer, every rule is left out, and another finding says so.
  const unanswered = findings.find(
    (other) => other.verdict === 'failed' && step.rules.every(({ id }) => id !== other.rule),
  );
  const failed = finding.verdict === 'left-out' && unanswered ? unanswered : finding;
  if (isFailure(failed, failOn)) throw new Error(toFailureMessage(failed, language));
  if (failed.verdict === 'passed') return;
  if (failed.verdict !== 'left-out') {
    trySkip(context, failed.message[language]);
    return;
  }
  const reason = failed.message[language];
  if (leftOut === 'pass') return;
  if (leftOut === 'fail') throw new Error(`${rule}: ${reason}`);
  if (trySkip(context, reason)) return;
  throw new Error(
    `${rule}: ${reason}\nThis runner cannot skip a test that has begun. Name what to run in \`only\`, give a finished run as \`run\`, or accept what is left out by leftOut: 'pass'.`,
  );
}
