import { SasError } from '@sas-sos/core';

/** How a task ended after nobody waited for it any more. */
export type LateOutcome<Value> =
  | { readonly value: Value }
  | {
      /** What it rejected with. */
      readonly error: unknown;
    };

/** Bounds of a task. */
export interface TimeLimitOptions<Value> {
  /** How long the task may take. */
  readonly milliseconds: number;
  /** Aborted when the caller left; the task is told, and still waited for until the limit. */
  readonly signal: AbortSignal;
  /** Told how a task ended that ended after its limit. */
  readonly onLate: (outcome: LateOutcome<Value>) => void;
}

/**
 * Runs a task with a limit of time, and gives it a signal that is aborted at the limit or when the
 * caller leaves. At the limit the promise rejects at once, whether the task ever ends or not.
 *
 * @throws SasError `SAS_TIME_LIMIT_EXCEEDED` at the limit; else what the task rejects with.
 */
export function withTimeLimit<Value>(
  options: TimeLimitOptions<Value>,
  run: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const { milliseconds, signal, onLate } = options;
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    let isLate = false;
    const leave = () => controller.abort(signal.reason);
    const release = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    };
    const timer = setTimeout(() => {
      isLate = true;
      release();
      const error = new SasError('SAS_TIME_LIMIT_EXCEEDED');
      reject(error);
      controller.abort(error);
    }, milliseconds);
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });

    run(controller.signal).then(
      (value) => {
        if (isLate) return onLate({ value });
        release();
        resolve(value);
      },
      (error: unknown) => {
        if (isLate) return onLate({ error });
        release();
        reject(error);
      },
    );
  });
}
