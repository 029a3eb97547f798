import {
  type Configuration,
  ConfigurationError,
  type Run,
  type RunEvent,
  type RunGroup,
  type RunOptions,
} from '@sas-sos/conformance';
import type { Clock } from '@sas-sos/core';

/** A run of the certification, as far as it has come. */
export interface CertificationRun {
  /** 1, 2, 3 … in the order in which they began. */
  readonly number: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly startedAt: number;
  readonly state: 'running' | 'done' | 'broken';
  readonly steps: number;
  /** Number of the step that runs, or of the last one. */
  readonly step: number;
  /** Title of that step. */
  readonly title: string;
  /** How many exchanges there were. */
  readonly exchanges: number;
  /** Groups that ended. */
  readonly groups: readonly RunGroup[];
  /** Null until it is done. */
  readonly run: Run | null;
  /** Why it broke; null if it did not. */
  readonly problem: string | null;
}

/** Runs the certification on the vendor, one run at a time. */
export interface CertificationDesk {
  /** Begins a run; `undefined` while one is running. */
  start(): CertificationRun | undefined;
  /** The latest first. */
  list(): readonly CertificationRun[];
  find(number: number): CertificationRun | undefined;
}

/** How many runs are kept, each with its exchanges. */
const most = 20;

/** Creates the desk, without a run. */
export function createCertificationDesk({
  configuration,
  signal,
  clock,
  runConformance,
}: {
  readonly configuration: Configuration;
  /** Ends a run when the simulator stops. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly runConformance: (configuration: Configuration, options: RunOptions) => Promise<Run>;
}): CertificationDesk {
  let runs: readonly CertificationRun[] = [];
  const find = (number: number) => runs.find((run) => run.number === number);

  function change(number: number, next: Partial<CertificationRun>): void {
    runs = runs.map((run) => (run.number === number ? { ...run, ...next } : run));
  }

  function follow(number: number, event: RunEvent): void {
    const { groups = [], exchanges = 0 } = find(number) ?? {};
    if (event.type === 'run-started') change(number, { steps: event.steps });
    else if (event.type === 'step-started') {
      change(number, { step: event.number, title: event.title.fr });
    } else if (event.type === 'exchange') change(number, { exchanges: exchanges + 1 });
    else if (event.type === 'group-ended') change(number, { groups: [...groups, event.group] });
  }

  async function run(number: number): Promise<void> {
    try {
      const onEvent = (event: RunEvent) => follow(number, event);
      const done = await runConformance(configuration, { onEvent, signal });
      change(number, { state: 'done', run: done, groups: done.groups });
    } catch (error) {
      const isConfiguration = error instanceof ConfigurationError;
      const problem = isConfiguration ? error.message : 'Le passage s’est interrompu.';
      change(number, { state: 'broken', problem });
    }
  }

  return {
    start() {
      if (runs[0]?.state === 'running') return undefined;
      const number = (runs[0]?.number ?? 0) + 1;
      const begun: CertificationRun = {
        number,
        startedAt: clock.now(),
        state: 'running',
        steps: 0,
        step: 0,
        title: '',
        exchanges: 0,
        groups: [],
        run: null,
        problem: null,
      };
      runs = [begun, ...runs].slice(0, most);
      void run(number);
      return begun;
    },
    list: () => runs,
    find,
  };
}
