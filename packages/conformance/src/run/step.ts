import { applyRule, type RuleOutcome } from '../rule/apply-rule.js';
import type { Rule, RuleDescription } from '../rule/rule.js';
import type { Text } from '../rule/text.js';
import type { GroupName } from './groups.js';
import type { Scene } from './scene.js';

/** One question to the vendor: a request or a few, and the rules for what came back. */
export interface StepDefinition<Subject> {
  /** Stable name: `accounts.create-national`. */
  readonly id: string;
  readonly group: GroupName;
  readonly title: Text;
  /** The official kit's check that the step is; its rules may have their own. */
  readonly check?: number | undefined;
  /** Steps that must have succeeded: else this one is left out. */
  readonly after?: readonly string[] | undefined;
  /** Steps whose results it takes if they have any: they run before it, whatever is selected. */
  readonly uses?: readonly string[] | undefined;
  readonly rules: readonly Rule<Subject>[];
  /** Names of the rules that later steps rely on. @defaultValue the first rule */
  readonly gate?: readonly string[] | undefined;
  /**
   * Asks, and returns what the rules look at.
   *
   * @throws LeaveOut if it cannot run
   * @throws NoAnswer if there was no answer
   */
  readonly run: (scene: Scene) => Promise<Evidence<Subject> | readonly Evidence<Subject>[]>;
}

/** What the rules look at, and the exchanges that show it. */
export interface Evidence<Subject> {
  readonly subject: Subject;
  /** Numbers of the exchanges; the first is the one that faults are seen in. */
  readonly exchanges: readonly number[];
}

/** A step whose subject is its own business. */
export interface Step extends Omit<StepDefinition<never>, 'rules' | 'run'> {
  readonly rules: readonly RuleDescription[];
  readonly gate: readonly string[];
  /** Asks, and applies every rule. */
  readonly judge: (scene: Scene) => Promise<readonly Judgement[]>;
}

/** What one rule said of one piece of evidence. */
export interface Judgement {
  readonly rule: RuleDescription;
  readonly outcome: RuleOutcome;
  readonly exchanges: readonly number[];
}

/** Defines a step: every rule is applied to everything it found. */
export function defineStep<Subject>(definition: StepDefinition<Subject>): Step {
  const { rules, run, gate = rules.slice(0, 1).map(({ id }) => id), ...rest } = definition;
  return {
    ...rest,
    rules,
    gate,
    async judge(scene) {
      const found = [await run(scene)].flat() as readonly Evidence<Subject>[];
      return found.flatMap(({ subject, exchanges }) =>
        rules.map((rule) => ({ rule, outcome: applyRule(rule, subject), exchanges })),
      );
    },
  };
}
