import { SasError } from '@sas-sos/core';

/** How a task ended after nobody waited for it any more. */
export type LateOutcome<Value> =
  | { readonly value: Value }
  | {
      /** What it rejected with. */
      readonly error: unknown;
    };

/** How long a task is waited for. */
export interface TimeLimitOptions<Value> {
  /** How long the task may take, in milliseconds. */
  readonly milliseconds: number;
  /**
   * Aborted when the caller leaves.
   *
   * @defaultValue never aborted
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * Whether a task is waited for after the caller left: its signal is aborted, and what it still
   * answers within the limit counts.
   *
   * @defaultValue false, the wait ends when the caller leaves
   */
  readonly outlastsCaller?: boolean | undefined;
  /** Called with the outcome of a task that settled when it was no longer waited for. */
  readonly onLate?: ((outcome: LateOutcome<Value>) => void) | undefined;
}

/**
 * Runs a task for as long as its answer is wanted: the wait ends at the limit, or when the caller
 * leaves, whether or not the task honours the signal it is given.
 *
 * @throws SasError `SAS_TIME_LIMIT_EXCEEDED` at the limit; the reason of the caller's signal once it
 *   is aborted; else what the task throws.
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

/** A task that throws at once rejects. */
async function start<Value>(
  run: (signal: AbortSignal) => Promise<Value> | Value,
  signal: AbortSignal,
): Promise<Value> {
  return run(signal);
}
