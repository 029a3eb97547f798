import type { Fault } from '../rule/fault.js';
import type { Level } from '../rule/rule.js';
import type { RuleSource } from '../rule/rule-source.js';
import type { Text } from '../rule/text.js';

/** `left-out`: it could not be applied; `not-applicable`: there was nothing to apply it to. */
export type Verdict = 'passed' | 'failed' | 'left-out' | 'not-applicable';

/** What one rule said in one step. */
export interface Finding {
  /** Name of the rule: `slots.total`. */
  readonly rule: string;
  readonly step: string;
  readonly level: Level;
  readonly source: RuleSource;
  /** Number of the official kit's check, 1 to 34; null if no check asks for it. */
  readonly check: number | null;
  readonly verdict: Verdict;
  readonly title: Text;
  /** What is wrong, what is right, or why it was left out. */
  readonly message: Text;
  readonly looksAt: string;
  /** What to do about it. */
  readonly remedy: Text;
  /** The first faults, each with the exchange that shows it. */
  readonly faults: readonly FoundFault[];
  /** How many there are. */
  readonly faultCount: number;
  /** Numbers of the exchanges it looked at. */
  readonly exchanges: readonly number[];
}

/** A fault, and where it was seen. */
export interface FoundFault extends Fault {
  /** Number of the exchange; null if it is not in one. */
  readonly exchange: number | null;
}
