import { type Logger, SasError } from '@sas-sos/core';

/** A task that is repeated, never twice at once. */
export interface Polling {
  /** Runs the task now, after the run in progress; resolves once it is done. */
  now(): Promise<void>;
  /** Stops; resolves once the run in progress is done. */
  stop(): Promise<void>;
}

/** Polls without keeping the process alive; failures are logged. */
export function createPolling(options: {
  readonly intervalMilliseconds: number;
  readonly logger: Logger;
  check(): Promise<void>;
}): Polling {
  const { intervalMilliseconds, logger, check } = options;
  if (!(intervalMilliseconds >= 10 && intervalMilliseconds <= 86_400_000)) {
    throw SasError.ofOption('intervalMilliseconds', 'give a number from 10 to 86400000.');
  }
  let last = Promise.resolve();
  let isBusy = false;
  let isStopped = false;

  async function run(): Promise<void> {
    if (isStopped) return;
    isBusy = true;
    try {
      await check();
    } catch (err) {
      logger.error({ err }, 'Certificate files could not be checked');
    }
    isBusy = false;
  }

  function now(): Promise<void> {
    last = last.then(run);
    return last;
  }

  const timer = setInterval(() => {
    if (!isBusy) void now();
  }, intervalMilliseconds);
  timer.unref();
  return {
    now,
    stop() {
      isStopped = true;
      clearInterval(timer);
      return last;
    },
  };
}
