import { SasError } from '@sas-sos/core';

/** How a task ended when nobody waited for it any more. */
export type LateOutcome<Value> =
  | { readonly value: Value }
  | {
      /** The reason of its rejection. */
      readonly error: unknown;
    };

/** What a task within a time limit receives. */
export interface Limited {
  /**
   * Aborted at the limit, and when the caller leaves. Made when it is first read: a signal costs
   * more than all the rest of the wait.
   */
  readonly signal: AbortSignal;
}

/** How long to wait for a task. */
export interface TimeLimitOptions<Value> {
  /** Maximum time for the task, in milliseconds. */
  readonly milliseconds: number;
  /**
   * Aborted when the caller leaves.
   *
   * @defaultValue never aborted
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * Whether to keep waiting after the caller left: the signal of the task is aborted, but its
   * answer still counts within the limit.
   *
   * @defaultValue false: the wait ends when the caller leaves
   */
  readonly outlastsCaller?: boolean | undefined;
  /** Called with the outcome of a task that settled after the wait had ended. */
  readonly onLate?: ((outcome: LateOutcome<Value>) => void) | undefined;
}

/**
 * Runs a task and waits until the limit, or until the caller leaves, whether or not the task
 * honours the signal it receives.
 *
 * @throws SasError `SAS_TIME_LIMIT_EXCEEDED` at the limit; the reason of the caller's signal once
 *   it is aborted; otherwise what the task throws.
 */
export function withTimeLimit<Value>(
  run: (limited: Limited) => Promise<Value> | Value,
  options: TimeLimitOptions<Value>,
): Promise<Value> {
  const { milliseconds, signal, outlastsCaller = false, onLate } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted && !outlastsCaller) return reject(signal.reason);
    const ending = createEnding();
    let isWaitedFor = true;
    const stopWaiting = () => {
      isWaitedFor = false;
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
    };
    const leave = () => {
      if (!outlastsCaller) {
        stopWaiting();
        reject(signal?.reason);
      }
      ending.end(signal?.reason);
    };
    const timer = setTimeout(() => {
      stopWaiting();
      const error = new SasError('SAS_TIME_LIMIT_EXCEEDED');
      reject(error);
      ending.end(error);
    }, milliseconds);
    if (signal?.aborted) leave();
    else signal?.addEventListener('abort', leave, { once: true });

    start(run, ending.limited).then(
      (value) => {
        if (!isWaitedFor) return onLate?.({ value });
        stopWaiting();
        resolve(value);
      },
      (error: unknown) => {
        if (!isWaitedFor) return onLate?.({ error });
        stopWaiting();
        reject(error);
      },
    );
  });
}

/** A signal that is made when it is first read, and how to abort it. */
function createEnding(): { readonly limited: Limited; end(reason: unknown): void } {
  let controller: AbortController | undefined;
  let ended: { readonly reason: unknown } | undefined;
  const limited: Limited = {
    get signal() {
      if (!controller) {
        controller = new AbortController();
        if (ended) controller.abort(ended.reason);
      }
      return controller.signal;
    },
  };
  return {
    limited,
    end(reason) {
      // As of a signal, the first reason counts.
      ended ??= { reason };
      controller?.abort(reason);
    },
  };
}

/** Makes a task that throws synchronously reject. */
async function start<Value>(
  run: (limited: Limited) => Promise<Value> | Value,
  limited: Limited,
): Promise<Value> {
  return run(limited);
}
