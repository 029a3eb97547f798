import { setTimeout as delay } from 'node:timers/promises';
import { createBrowser } from '../client/create-browser.js';
import { type CallerParts, createCaller } from '../client/create-caller.js';
import { createConnections } from '../client/create-connections.js';
import { createSimulatorApi } from '../client/create-simulator-api.js';
import { createWaitingTime } from '../client/waiting-time.js';
import type { Configuration } from '../configuration/configuration.js';
import { readConfiguration } from '../configuration/read-configuration.js';
import type { Text } from '../rule/text.js';
import { steps as allSteps } from '../steps/steps.js';
import { checkVendor } from './check-vendor.js';
import { cleanUp } from './clean-up.js';
import type { Exchange } from './exchange.js';
import { createMemory } from './memory.js';
import { createPeople } from './people.js';
import { planSteps, type Selection } from './plan-steps.js';
import type { Run } from './run.js';
import type { RunEvent } from './run-event.js';
import { runSteps } from './run-steps.js';
import type { ToScene } from './scene.js';
import { toRun } from './to-run.js';

/** Options of {@link runConformance}. */
export interface RunOptions {
  /** Groups, steps or rules to run, with the steps before them. @defaultValue everything */
  readonly only?: Selection | undefined;
  /** Called with what happens, in order. */
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
  /** Folder that paths of the configuration are relative to. @defaultValue the current one */
  readonly folder?: string | undefined;
  /** Ends the run early: what is left is left out. */
  readonly signal?: AbortSignal | undefined;
}

const cleanUpMilliseconds = 30_000;

const browsing: Text = { fr: 'Page ouverte par un navigateur', en: 'Page opened by a browser' };

/**
 * Judges a vendor as its certification would: runs what it can with what it is given, and says what
 * it left out. Resolves with the findings, also when the vendor does not answer.
 *
 * @throws ConfigurationError for a configuration that cannot be used
 * @throws RangeError for a group, a step or a rule that does not exist
 * @example
 * ```ts
 * const run = await runConformance({ vendor: 'http://127.0.0.1:3000/fhir' });
 * console.log(run.verdict, run.counts);
 * ```
 */
export async function runConformance(
  configuration: Configuration,
  options: RunOptions = {},
): Promise<Run> {
  const settings = readConfiguration(configuration, options.folder);
  const { onEvent = () => {} } = options;
  const plan = planSteps(allSteps, options.only);
  const startedAt = Date.now();
  const clocked = performance.now();
  const connections = createConnections(settings.certificates);
  const waiting = createWaitingTime();
  const exchanges: Exchange[] = [];
  const deadline = AbortSignal.timeout(settings.limits.run);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  let number = 0;
  let parts: CallerParts = {
    connections,
    waiting,
    answerMilliseconds: settings.limits.answer,
    signal,
    now: Date.now,
    next: () => {
      number += 1;
      return number;
    },
    record(exchange) {
      exchanges.push(exchange);
      onEvent({ type: 'exchange', exchange });
    },
  };
  const memory = createMemory();
  const people = createPeople(settings.accounts);
  const toScene: ToScene = (step, note = () => {}) => {
    const record = (exchange: Exchange) => {
      note(exchange.number);
      parts.record(exchange);
    };
    const caller = createCaller(step, { ...parts, record });
    const { simulator } = settings;
    return {
      ...caller,
      settings,
      memory,
      people,
      simulator: simulator === undefined ? undefined : createSimulatorApi(simulator, caller),
      now: Date.now,
      signal: parts.signal,
      wait: (promise) => waiting.wait(promise),
      pause: (milliseconds) =>
        waiting.wait(delay(milliseconds, undefined, { signal: parts.signal })),
      browse: ({ hasCookies = true } = {}) =>
        createBrowser(caller, { title: browsing, hasCookies }),
    };
  };
  onEvent({ type: 'run-started', vendor: settings.vendor, steps: plan.steps.length });
  try {
    const problem = await checkVendor(toScene('preparation'));
    const groups = await runSteps({ plan, toScene, onEvent, problem, signal });
    const isCut = signal.aborted;
    // What was made is disabled even if the time of the run is over.
    parts = { ...parts, signal: AbortSignal.timeout(cleanUpMilliseconds) };
    const leftBehind = problem === null ? await cleanUp(toScene('cleaning'), parts.signal) : null;
    const run = toRun({
      settings,
      groups,
      problem,
      leftBehind,
      isCut,
      exchanges,
      seed: people.seed,
      startedAt,
      durationMilliseconds: performance.now() - clocked,
      waitedMilliseconds: waiting.milliseconds(),
    });
    onEvent({ type: 'run-ended', run });
    return run;
  } finally {
    connections.close();
  }
}
