import type { Level } from '../rule/rule.js';
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
  const isFailed = findings.some(
    ({ verdict, level }) => verdict === 'failed' && failing[failOn].includes(level),
  );
  return isFailed ? 1 : 0;
}
