import { SasError } from '@sas-sos/core';

/** How a task ended when nobody waited for it any more. */
export type LateOutcome<Value> =
  | { readonly value: Value }
  | {
      /** The reason of its rejection. */
      readonly error: unknown;
    };

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
  run: (signal: AbortSignal) => Promise<Value> | Value,
  options: TimeLimitOptions<Value>,
): Promise<Value> {
  const { milliseconds, signal, outlastsCaller = false, onLate } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted && !outlastsCaller) return reject(signal.reason);
    const controller = new AbortController();
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
      controller.abort(signal?.reason);
    };
    const timer = setTimeout(() => {
      stopWaiting();
      const error = new SasError('SAS_TIME_LIMIT_EXCEEDED');
      reject(error);
      controller.abort(error);
    }, milliseconds);
    if (signal?.aborted) leave();
    else signal?.addEventListener('abort', leave, { once: true });

    start(run, controller.signal).then(
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

/** Makes a task that throws synchronously reject. */
async function start<Value>(
  run: (signal: AbortSignal) => Promise<Value> | Value,
  signal: AbortSignal,
): Promise<Value> {
  return run(signal);
}
