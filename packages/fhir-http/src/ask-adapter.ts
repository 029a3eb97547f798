import type { SasErrorCode } from '@sas-sos/core';
import { isSasError, SasError } from '@sas-sos/core';

/** Settles as the promise does, or rejects when the signal is aborted first. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  // Its end is nobody's concern any more once the signal is aborted, a failure included.
  promise.catch(() => {});
  signal.throwIfAborted();
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

/**
 * Asks something of a vendor's adapter, for as long as the answer is wanted, whether or not the
 * adapter heeds the signal.
 *
 * @throws SasError with `code` when the adapter fails; what it throws of ours goes through.
 */
export async function askAdapter<T>(
  ask: () => Promise<T>,
  { signal, code }: { readonly signal: AbortSignal; readonly code: SasErrorCode },
): Promise<T> {
  signal.throwIfAborted();
  try {
    return await untilAborted(ask(), signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw isSasError(cause) ? cause : new SasError(code, { cause });
  }
}
