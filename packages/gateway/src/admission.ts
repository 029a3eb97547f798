import { type Logger, SasError } from '@sas-sos/core';

/** A request that a part works on. */
export interface Admitted {
  /** Ends it, once; `isAnswered`: the part answered, whatever it answered. */
  end(isAnswered: boolean): void;
}

/** Decides whether there is time to answer one more request. */
export interface Admission {
  /** @throws SasError `SAS_REQUESTS_TOO_MANY` when a request could not be answered in time. */
  admit(): Admitted;
}

// From this many requests at once the parts answer as fast as they can: what is measured then is
// their rate, not that of the callers.
const busyFrom = 32;
// How much must have been seen before anything is concluded from it.
const leastAnswers = 16;
const leastMilliseconds = 250;
// The measure starts again after this time, so that it follows the machine.
const longestWindow = 2000;
// An estimate is no promise.
const share = 0.8;

/**
 * Creates the admission of a gateway: refuses at once what it could only answer too late, by the
 * rate at which answers leave while many requests wait, and what exceeds a fixed number.
 */
export function createAdmission(options: {
  /** Most requests at once. */
  readonly most: number;
  /** Maximum wait for an answer. */
  readonly milliseconds: number;
  readonly logger: Logger;
  /** @defaultValue `performance.now` */
  readonly now?: () => number;
}): Admission {
  const { most, milliseconds, logger, now = () => performance.now() } = options;
  let count = 0;
  let answers = 0;
  let since = Number.NaN;
  /** Milliseconds between two answers; `undefined` while too little was seen. */
  let pace: number | undefined;
  let isRefusing = false;

  function watch(): void {
    if (count < busyFrom) {
      since = Number.NaN;
      pace = undefined;
      isRefusing = false;
      return;
    }
    const time = now();
    if (Number.isNaN(since)) {
      since = time;
      answers = 0;
    }
    const elapsed = time - since;
    if (answers < leastAnswers || elapsed < leastMilliseconds) return;
    pace = elapsed / answers;
    if (elapsed < longestWindow) return;
    since = time;
    answers = 0;
  }

  function refuse(wait: number): never {
    if (!isRefusing) {
      isRefusing = true;
      logger.warn(
        { requests: count },
        'Requests are refused: there are too many to answer in time',
      );
    }
    throw new SasError('SAS_REQUESTS_TOO_MANY', {
      retryAfter: Math.max(1, Math.ceil(wait / 1000)),
    });
  }

  return {
    admit() {
      const wait = pace === undefined ? 0 : (count + 1) * pace;
      if (count >= most || wait > milliseconds * share) refuse(wait);
      count += 1;
      watch();
      let hasEnded = false;
      return {
        end(isAnswered) {
          if (hasEnded) return;
          hasEnded = true;
          if (isAnswered) answers += 1;
          count -= 1;
          watch();
        },
      };
    },
  };
}
