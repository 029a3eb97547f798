import { NoAnswer } from '../client/create-caller.js';
import { applyRule } from '../rule/apply-rule.js';
import type { Text } from '../rule/text.js';
import { httpAnswered } from '../rules/http/http-answered.js';
import type { Finding } from './finding.js';
import { LeaveOut } from './leave-out.js';
import { outOfTime } from './out-of-time.js';
import type { RunStep } from './run.js';
import type { Scene, ToScene } from './scene.js';
import type { Judgement, Step } from './step.js';
import { toFindings, toLeftOut } from './to-findings.js';
import { toVerdict } from './to-verdict.js';

/** How a step ended. */
export interface StepEnd {
  readonly result: RunStep;
  /** Whether later steps may build on it. */
  readonly isOpen: boolean;
}

/** Runs one step; never rejects. */
export async function runStep(
  step: Step,
  {
    reason,
    toScene,
    isWanted,
    signal,
  }: {
    /** Why it is left out; null if it is not. */
    readonly reason: Text | null;
    readonly toScene: ToScene;
    readonly isWanted: (step: Step, rule: string) => boolean;
    /** Ends the run. */
    readonly signal: AbortSignal;
  },
): Promise<StepEnd> {
  const clocked = performance.now();
  const exchanges: number[] = [];
  const scene = toScene(step.id, (exchange) => exchanges.push(exchange));
  const ended = reason === null ? await judge(step, scene, signal) : leaveOut(step, reason);
  const wanted = ended.findings.filter(
    ({ rule, verdict }) =>
      isWanted(step, rule) ||
      (verdict === 'failed' && [...step.gate, httpAnswered.id].includes(rule)),
  );
  return {
    result: {
      id: step.id,
      title: step.title,
      verdict: toVerdict(wanted.map(({ verdict }) => verdict)),
      reason: ended.reason,
      durationMilliseconds: performance.now() - clocked,
      findings: wanted,
      exchanges,
    },
    isOpen: ended.reason === null && isOpen(step, ended.findings),
  };
}

interface Ended {
  readonly findings: readonly Finding[];
  readonly reason: Text | null;
}

async function judge(step: Step, scene: Scene, signal: AbortSignal): Promise<Ended> {
  try {
    const judgements = await orAborted(step.judge(scene), signal);
    return { findings: toFindings(step, judgements), reason: null };
  } catch (error) {
    if (error instanceof LeaveOut) return leaveOut(step, error.reason);
    if (error instanceof NoAnswer) return leaveUnanswered(step, error);
    return leaveOut(step, toFailureReason(error));
  }
}

/** A function of the configuration that never ends does not hold up the run. */
async function orAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(new LeaveOut(outOfTime));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** A step that broke is left out, and says why: it never passes. */
function toFailureReason(error: unknown): Text {
  const message = error instanceof Error ? error.message : String(error);
  return {
    fr: `L’étape n’a pas pu aller à son terme : ${message}`,
    en: `The step could not be completed: ${message}`,
  };
}

function leaveOut(step: Step, reason: Text): Ended {
  return { findings: step.rules.map((rule) => toLeftOut(step, rule, reason)), reason };
}

function leaveUnanswered(step: Step, { exchange }: NoAnswer): Ended {
  const { failure, number } = exchange;
  const judgement: Judgement = {
    rule: httpAnswered,
    outcome: applyRule(httpAnswered, { failure }),
    exchanges: [number],
  };
  const reason: Text = {
    fr: `Sans réponse, il n’y a rien à contrôler. ${failure?.text.fr ?? ''}`.trim(),
    en: `Without an answer there is nothing to check. ${failure?.text.en ?? ''}`.trim(),
  };
  const { findings } = leaveOut(step, reason);
  return { findings: [...toFindings(step, [judgement]), ...findings], reason };
}

function isOpen({ gate }: Step, findings: readonly Finding[]): boolean {
  return !findings.some(({ rule, verdict }) => gate.includes(rule) && verdict !== 'passed');
}
