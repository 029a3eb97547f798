import { isSasError, SasError } from '@sas-sos/core';
import { type LateOutcome, withTimeLimit } from '@sas-sos/fhir-http';

/** Time limit of a call of the outbox, in milliseconds. */
const outboxMilliseconds = 10_000;

/**
 * Calls the outbox, and waits until the time limit at most: a store whose connection is dead may
 * never answer.
 *
 * @throws SasError `SAS_OUTBOX_UNAVAILABLE` when it takes too long (the cause is
 *   `SAS_TIME_LIMIT_EXCEEDED`), or fails without its own code.
 */
export async function askOutbox<Value>(
  ask: () => Promise<Value>,
  {
    milliseconds = outboxMilliseconds,
    onLate,
  }: {
    readonly milliseconds?: number;
    /** Called with the outcome of a call that settled after the limit. */
    readonly onLate?: (outcome: LateOutcome<Value>) => void;
  } = {},
): Promise<Value> {
  try {
    return await withTimeLimit(ask, { milliseconds, onLate });
  } catch (cause) {
    const isOwn = isSasError(cause) && cause.code !== 'SAS_TIME_LIMIT_EXCEEDED';
    throw isOwn ? cause : new SasError('SAS_OUTBOX_UNAVAILABLE', { cause });
  }
}
