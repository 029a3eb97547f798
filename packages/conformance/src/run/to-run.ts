import type { Settings } from '../configuration/settings.js';
import type { Text } from '../rule/text.js';
import { checkTitles } from './check-titles.js';
import type { Exchange } from './exchange.js';
import type { Finding } from './finding.js';
import type { Run, RunCheck, RunCounts, RunGroup } from './run.js';
import { toVerdict } from './to-verdict.js';
import { toolVersion } from './tool-version.js';

/** Sums up a run. */
export function toRun(run: {
  readonly settings: Settings;
  readonly groups: readonly RunGroup[];
  readonly problem: Text | null;
  readonly leftBehind: Text | null;
  /** Whether it ended before its last step. */
  readonly isCut: boolean;
  readonly exchanges: readonly Exchange[];
  readonly seed: string;
  readonly startedAt: number;
  readonly durationMilliseconds: number;
  readonly waitedMilliseconds: number;
}): Run {
  const { settings, groups, problem, durationMilliseconds, waitedMilliseconds } = run;
  const findings = groups.flatMap(({ steps }) => steps.flatMap((step) => step.findings));
  const counts = toCounts(findings);
  return {
    format: 1,
    tool: { version: toolVersion, node: process.version },
    vendor: settings.vendor,
    simulator: settings.simulator ?? null,
    startedAt: run.startedAt,
    durationMilliseconds,
    ownMilliseconds: Math.max(0, durationMilliseconds - waitedMilliseconds),
    seed: run.seed,
    verdict: toRunVerdict(problem !== null, run.isCut, counts),
    problem,
    leftBehind: run.leftBehind,
    counts,
    groups,
    checks: toChecks(findings),
    declarations: settings.declarations,
    exchanges: [...run.exchanges].sort((one, other) => one.number - other.number),
  };
}

function toRunVerdict(isImpossible: boolean, isCut: boolean, counts: RunCounts): Run['verdict'] {
  if (isImpossible) return 'impossible';
  if (counts.officialFails > 0) return 'failed';
  // Nothing failed yet: that says nothing of what was left.
  return isCut ? 'impossible' : 'passed';
}

function toCounts(findings: readonly Finding[]): RunCounts {
  const count = (isCounted: (finding: Finding) => boolean) => findings.filter(isCounted).length;
  const failed = (level: Finding['level']) =>
    count((finding) => finding.verdict === 'failed' && finding.level === level);
  return {
    passed: count(({ verdict }) => verdict === 'passed'),
    officialFails: failed('official-fails'),
    officialWarns: failed('official-warns'),
    guide: failed('guide'),
    goodPractice: failed('good-practice'),
    leftOut: count(({ verdict }) => verdict === 'left-out'),
    notApplicable: count(({ verdict }) => verdict === 'not-applicable'),
  };
}

function toChecks(findings: readonly Finding[]): readonly RunCheck[] {
  return Object.entries(checkTitles).map(([text, title]) => {
    const number = Number(text);
    const own = findings.filter(({ check }) => check === number);
    // Warnings and advice do not decide a check of the official kit, unless nothing else does.
    const deciding = own.filter(({ level }) => level === 'official-fails');
    const decided = deciding.length > 0 ? deciding : own;
    return {
      number,
      title,
      verdict:
        own.length === 0 ? ('left-out' as const) : toVerdict(decided.map(({ verdict }) => verdict)),
      findings: own.map(({ step, rule }) => `${step}/${rule}`),
    };
  });
}
