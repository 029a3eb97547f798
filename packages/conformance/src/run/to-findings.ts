import type { RuleOutcome } from '../rule/apply-rule.js';
import type { RuleDescription } from '../rule/rule.js';
import type { Text } from '../rule/text.js';
import { toMessage } from '../rule/to-message.js';
import type { Finding, FoundFault } from './finding.js';
import type { Judgement, Step } from './step.js';

const mostFaults = 20;

/** One finding per rule: what it said of everything the step found. */
export function toFindings(step: Step, judgements: readonly Judgement[]): readonly Finding[] {
  const byRule = new Map<string, Judgement[]>();
  for (const judgement of judgements) {
    const { id } = judgement.rule;
    byRule.set(id, [...(byRule.get(id) ?? []), judgement]);
  }
  return [...byRule.values()].flatMap((list) => {
    const [first] = list;
    return first ? [toFinding(step, first.rule, list)] : [];
  });
}

function toFinding(step: Step, rule: RuleDescription, judgements: readonly Judgement[]): Finding {
  const outcome = merge(judgements.map((judgement) => judgement.outcome));
  const faults: FoundFault[] = judgements.flatMap(({ outcome: { faults }, exchanges }) =>
    faults.map((fault) => ({ ...fault, exchange: exchanges[0] ?? null })),
  );
  return {
    ...describe(step, rule),
    verdict: outcome.verdict,
    message: toMessage(rule, outcome),
    faults: faults.slice(0, mostFaults),
    faultCount: outcome.count,
    exchanges: [...new Set(judgements.flatMap(({ exchanges }) => exchanges))],
  };
}

/** The finding of a rule that was left out. */
export function toLeftOut(step: Step, rule: RuleDescription, reason: Text): Finding {
  return {
    ...describe(step, rule),
    verdict: 'left-out',
    message: reason,
    faults: [],
    faultCount: 0,
    exchanges: [],
  };
}

function describe(step: Step, rule: RuleDescription) {
  const { id, level, source, title, looksAt, remedy, check = step.check ?? null } = rule;
  return { rule: id, step: step.id, level, source, check, title, looksAt, remedy };
}

function merge(outcomes: readonly RuleOutcome[]): RuleOutcome {
  const verdicts = outcomes.map(({ verdict }) => verdict);
  const verdict = verdicts.includes('failed')
    ? 'failed'
    : verdicts.includes('passed')
      ? 'passed'
      : 'not-applicable';
  return {
    verdict,
    faults: outcomes.flatMap(({ faults }) => faults),
    count: outcomes.reduce((sum, { count }) => sum + count, 0),
  };
}
