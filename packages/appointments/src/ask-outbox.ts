import { type AskOptions, askAdapter } from '@sas-sos/fhir-http';

/**
 * Calls the outbox, and waits until the time limit at most: a store whose connection is dead may
 * never answer.
 *
 * @throws SasError `SAS_OUTBOX_UNAVAILABLE` when it takes too long (the cause is
 *   `SAS_TIME_LIMIT_EXCEEDED`), or fails without its own code.
 */
export function askOutbox<Value>(
  ask: () => Promise<Value>,
  options: Pick<AskOptions<Value>, 'milliseconds' | 'onLate'> = {},
): Promise<Value> {
  return askAdapter(ask, { ...options, code: 'SAS_OUTBOX_UNAVAILABLE' });
}
