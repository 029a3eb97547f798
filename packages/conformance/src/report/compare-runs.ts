import type { Level } from '../rule/rule.js';
import type { Text } from '../rule/text.js';
import type { Finding, Verdict } from '../run/finding.js';
import type { Run } from '../run/run.js';

/** A rule whose verdict in a step is not what it was. */
export interface RunChange {
  readonly rule: string;
  readonly step: string;
  readonly level: Level;
  readonly title: Text;
  /**
   * `broken`: it fails now. `fixed`: it passes, having failed. `unknown`: it passed or failed before,
   * and was not applied this time. `other`: anything else, such as a new rule that passes.
   */
  readonly kind: 'broken' | 'fixed' | 'unknown' | 'other';
  /** Null if the rule was not in that run. */
  readonly before: Verdict | null;
  readonly after: Verdict | null;
}

/** What changed since another run. */
export interface RunComparison {
  /** When that run began, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly previousStartedAt: number;
  /** Whether it was of another vendor. */
  readonly isOtherVendor: boolean;
  /** Those that broke first, then those that were fixed. */
  readonly changes: readonly RunChange[];
  /** How many rules fail in both. */
  readonly stillFailing: number;
}

const order = ['broken', 'fixed', 'unknown', 'other'] as const;

/** Compares a run with one before it, rule by rule and step by step. */
export function compareRuns(previous: Run, run: Run): RunComparison {
  const before = toFindings(previous);
  const after = toFindings(run);
  const changes = [...new Set([...after.keys(), ...before.keys()])].flatMap((key) =>
    toChange(before.get(key), after.get(key)),
  );
  return {
    previousStartedAt: previous.startedAt,
    isOtherVendor: previous.vendor !== run.vendor,
    changes: changes.sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind)),
    stillFailing: [...after].filter(
      ([key, { verdict }]) => verdict === 'failed' && before.get(key)?.verdict === 'failed',
    ).length,
  };
}

function toFindings({ groups }: Run): ReadonlyMap<string, Finding> {
  const findings = groups.flatMap(({ steps }) => steps.flatMap((step) => step.findings));
  return new Map(findings.map((finding) => [`${finding.step}/${finding.rule}`, finding]));
}

function toChange(before: Finding | undefined, after: Finding | undefined): readonly RunChange[] {
  const shown = after ?? before;
  if (!shown || before?.verdict === after?.verdict) return [];
  const { rule, step, level, title } = shown;
  return [
    {
      rule,
      step,
      level,
      title,
      kind: toKind(before?.verdict, after?.verdict),
      before: before?.verdict ?? null,
      after: after?.verdict ?? null,
    },
  ];
}

function toKind(before: Verdict | undefined, after: Verdict | undefined): RunChange['kind'] {
  if (after === 'failed') return 'broken';
  if (before === 'failed' && after === 'passed') return 'fixed';
  const wasApplied = before === 'passed' || before === 'failed';
  return wasApplied && after !== 'passed' ? 'unknown' : 'other';
}
