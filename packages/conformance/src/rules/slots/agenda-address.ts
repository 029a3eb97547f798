import { tryParse } from '@sas-sos/fhir-http';

/** Whether a browser opens the address, once text was appended to it. */
export function isAgendaAddress(text: string): boolean {
  return (
    /^https?:\/\//i.test(text) && !text.includes('#') && tryParse(() => new URL(text)) !== undefined
  );
}
