import type { Level } from '../rule/rule.js';
import type { Finding } from '../run/finding.js';
import type { Run } from '../run/run.js';

/** The mildest failure that fails a run. */
export type FailOn = 'official' | 'warning' | 'guide' | 'everything';

/** Levels that fail a run, by setting. */
const failing: Readonly<Record<FailOn, readonly Level[]>> = {
  official: ['official-fails'],
  warning: ['official-fails', 'official-warns'],
  guide: ['official-fails', 'official-warns', 'guide'],
  everything: ['official-fails', 'official-warns', 'guide', 'good-practice'],
};

/** The names, mildest last. */
export const failOnNames = Object.keys(failing) as readonly FailOn[];

/** 0: nothing failed. 1: something did. 2: it could not run. */
export function toExitCode(run: Run, failOn: FailOn = 'official'): 0 | 1 | 2 {
  if (run.verdict === 'impossible') return 2;
  const findings = run.groups.flatMap(({ steps }) => steps.flatMap((step) => step.findings));
  return findings.some((finding) => isFailure(finding, failOn)) ? 1 : 0;
}

/** Whether a finding fails the run. */
export function isFailure(
  { verdict, level }: Pick<Finding, 'verdict' | 'level'>,
  failOn: FailOn,
): boolean {
  return verdict === 'failed' && failing[failOn].includes(level);
}
