import { type Logger, SasError } from '@sas-sos/core';

/** Something done again and again, never twice at once. */
export interface Polling {
  /** Does it now, after what is under way; resolves once it is done. */
  now(): Promise<void>;
  /** Ends it; resolves once what is under way is done. */
  stop(): Promise<void>;
}

/** Polls without keeping the process alive; what fails is told to the operators. */
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
      logger.error({ err }, 'Certificate files could not be looked at');
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
