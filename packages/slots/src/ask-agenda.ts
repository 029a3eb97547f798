import { askAdapter } from '@sas-sos/fhir-http';

/**
 * Asks something of the vendor's agenda, for as long as the answer is wanted.
 *
 * @throws SasError `SAS_AGENDA_UNAVAILABLE` when the agenda fails.
 */
export function askAgenda<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return askAdapter(ask, { signal, code: 'SAS_AGENDA_UNAVAILABLE' });
}
