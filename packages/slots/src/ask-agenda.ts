import { type AskOptions, askAdapter, type Limited } from '@sas-sos/fhir-http';

/**
 * Calls the vendor's agenda, and waits for as long as the answer is needed.
 *
 * @throws SasError `SAS_AGENDA_UNAVAILABLE` when the agenda fails or takes too long.
 */
export function askAgenda<Answer>(
  ask: (limited: Limited) => Promise<Answer> | Answer,
  options: Omit<AskOptions, 'code'>,
): Promise<Answer> {
  return askAdapter(ask, { ...options, code: 'SAS_AGENDA_UNAVAILABLE' });
}
