import { isSasError, SasError, type SasErrorCode } from '@sas-sos/core';
import { withTimeLimit } from './with-time-limit.js';

/** How long an adapter is waited for, and what its failure is called. */
export interface AskOptions {
  /**
   * Aborted when the caller leaves.
   *
   * @defaultValue never aborted
   */
  readonly signal?: AbortSignal | undefined;
  /** Code of the error when the adapter fails or takes too long. */
  readonly code: SasErrorCode;
  /**
   * How long one answer may take, in milliseconds.
   *
   * @defaultValue 10000, longer than any caller waits: the platform leaves after 7000
   */
  readonly milliseconds?: number | undefined;
  /**
   * Whether an error of the SDK that the adapter throws becomes `code` like any other.
   *
   * @defaultValue false, it goes through
   */
  readonly wrapsSdkErrors?: boolean | undefined;
}

/**
 * Asks a vendor's adapter or a store, for as long as the answer is wanted: until the limit, or until
 * the caller leaves, whether or not the adapter honours the signal it is given.
 *
 * @throws SasError with `code` when the adapter fails, its error being the cause, or takes too long,
 *   the cause being `SAS_TIME_LIMIT_EXCEEDED`. An error of the SDK that the adapter throws goes
 *   through, unless `wrapsSdkErrors`; so does the reason of the caller's signal.
 */
export async function askAdapter<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer> | Answer,
  { signal, code, milliseconds = 10_000, wrapsSdkErrors = false }: AskOptions,
): Promise<Answer> {
  try {
    return await withTimeLimit(ask, { signal, milliseconds });
  } catch (cause) {
    signal?.throwIfAborted();
    const goesThrough =
      !wrapsSdkErrors && isSasError(cause) && cause.code !== 'SAS_TIME_LIMIT_EXCEEDED';
    throw goesThrough ? cause : new SasError(code, { cause });
  }
}
