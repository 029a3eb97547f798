import { withHeaders } from '@sas-sos/fhir-http';

/** Adds the headers that every answer has. */
export function withFixedHeaders(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set('x-content-type-options', 'nosniff');
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  return withHeaders(response, headers);
}
