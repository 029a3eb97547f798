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
 * Asks something of the vendor's agenda, for as long as the answer is wanted.
 *
 * @throws SasError `SAS_AGENDA_UNAVAILABLE` when the agenda fails.
 */
export async function askAgenda<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  try {
    return await untilAborted(ask(), signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw isSasError(cause) ? cause : new SasError('SAS_AGENDA_UNAVAILABLE', { cause });
  }
}
