import { type AskOptions, askAdapter } from '@sas-sos/fhir-http';

/**
 * Asks the vendor's agenda, for as long as the answer is wanted.
 *
 * @throws SasError `SAS_AGENDA_UNAVAILABLE` when the agenda fails or takes too long.
 */
export function askAgenda<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer> | Answer,
  options: Omit<AskOptions, 'code'>,
): Promise<Answer> {
  return askAdapter(ask, { ...options, code: 'SAS_AGENDA_UNAVAILABLE' });
}
