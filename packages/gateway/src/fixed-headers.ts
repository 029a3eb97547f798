import type { Reply } from '@sas-sos/fhir-http';

/** Adds the headers that every answer has. */
export function withFixedHeaders(reply: Reply): Reply {
  const headers = new Map(reply.headers).set('x-content-type-options', 'nosniff');
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  return { ...reply, headers };
}
