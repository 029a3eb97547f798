import { isSasError, SasError, type SasErrorCode } from '@sas-sos/core';
import { type LateOutcome, type Limited, withTimeLimit } from './with-time-limit.js';

/** How long to wait for an adapter, and the code of its failure. */
export interface AskOptions<Answer = unknown> {
  /**
   * Aborted when the caller leaves.
   *
   * @defaultValue never aborted
   */
  readonly signal?: AbortSignal | undefined;
  /** Code of the error when the adapter fails or takes too long. */
  readonly code: SasErrorCode;
  /**
   * Maximum time for one answer, in milliseconds.
   *
   * @defaultValue 10000, longer than any caller waits: the platform leaves after 7000
   */
  readonly milliseconds?: number | undefined;
  /**
   * Whether an error of the SDK that the adapter throws is wrapped in `code`, as other errors are.
   *
   * @defaultValue false, it is rethrown
   */
  readonly wrapsSdkErrors?: boolean | undefined;
  /** Called with the outcome of a call that settled after the limit. */
  readonly onLate?: ((outcome: LateOutcome<Answer>) => void) | undefined;
}

/**
 * Calls a vendor's adapter or a store, and waits until the limit, or until the caller leaves,
 * whether or not the adapter honours the signal it receives.
 *
 * @throws SasError with `code` when the adapter fails (its error is the cause), or is too slow (the
 *   cause is `SAS_TIME_LIMIT_EXCEEDED`). An error of the SDK that the adapter throws is rethrown,
 *   unless `wrapsSdkErrors` is set; so is the reason of the caller's signal.
 */
export async function askAdapter<Answer>(
  ask: (limited: Limited) => Promise<Answer> | Answer,
  { signal, code, milliseconds = 10_000, wrapsSdkErrors = false, onLate }: AskOptions<Answer>,
): Promise<Answer> {
  try {
    return await withTimeLimit(ask, { signal, milliseconds, onLate });
  } catch (cause) {
    signal?.throwIfAborted();
    const goesThrough =
      !wrapsSdkErrors && isSasError(cause) && cause.code !== 'SAS_TIME_LIMIT_EXCEEDED';
    throw goesThrough ? cause : new SasError(code, { cause });
  }
}
