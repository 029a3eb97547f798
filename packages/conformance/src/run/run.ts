import type { Declarations } from '../configuration/configuration.js';
import type { Text } from '../rule/text.js';
import type { Exchange } from './exchange.js';
import type { Finding, Verdict } from './finding.js';
import type { GroupName } from './groups.js';

/** A run: everything that reports are made of. It is plain JSON. */
export interface Run {
  /** Version of this format. */
  readonly format: 1;
  /** `@sas-sos/conformance` and its version, and that of Node. */
  readonly tool: { readonly version: string; readonly node: string };
  readonly vendor: string;
  readonly simulator: string | null;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly startedAt: number;
  readonly durationMilliseconds: number;
  /** The part of it during which nobody else was waited for. */
  readonly ownMilliseconds: number;
  /** Repeats the identities of the accounts, as `accounts.seed`. */
  readonly seed: string;
  /**
   * `failed`: a rule that the official kit fails. `impossible`: see `problem`, or the run was cut short
   * before anything failed.
   */
  readonly verdict: 'passed' | 'failed' | 'impossible';
  /** Why it could not run. */
  readonly problem: Text | null;
  /** Why test accounts were not all disabled or forgotten; null if they were. */
  readonly leftBehind: Text | null;
  readonly counts: RunCounts;
  readonly groups: readonly RunGroup[];
  /** The 34 checks of the certification. */
  readonly checks: readonly RunCheck[];
  /** What the vendor declared, for the record. */
  readonly declarations: Declarations;
  readonly exchanges: readonly Exchange[];
}

/** How many findings of each kind. */
export interface RunCounts {
  readonly passed: number;
  /** Failed, by level. */
  readonly officialFails: number;
  readonly officialWarns: number;
  readonly guide: number;
  readonly goodPractice: number;
  readonly leftOut: number;
  readonly notApplicable: number;
}

/** A group, and its steps. */
export interface RunGroup {
  readonly name: GroupName;
  readonly title: Text;
  /** Whether the official kit has it. */
  readonly isOfficial: boolean;
  readonly verdict: Verdict;
  readonly steps: readonly RunStep[];
}

/** A step, and what the rules said. */
export interface RunStep {
  readonly id: string;
  readonly title: Text;
  readonly verdict: Verdict;
  /** Why it was left out; null if it was not. */
  readonly reason: Text | null;
  readonly durationMilliseconds: number;
  readonly findings: readonly Finding[];
  /** Numbers of its exchanges. */
  readonly exchanges: readonly number[];
}

/** One of the 34 checks. */
export interface RunCheck {
  readonly number: number;
  readonly title: Text;
  readonly verdict: Verdict;
  /** Names of the rules that decided, each with its step: `search-one-place.search/slots.total`. */
  readonly findings: readonly string[];
}
