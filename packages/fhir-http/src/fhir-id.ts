import { createHash } from 'node:crypto';

const fhirId = /^[A-Za-z0-9.-]{1,64}$/;

/** Whether a text is valid as `Resource.id`. */
export function isFhirId(text: string): boolean {
  return fhirId.test(text);
}

/**
 * Converts a vendor's own id to a FHIR id: unchanged if it is one, otherwise `x-` and a digest of
 * it (the same id always gives the same result, two ids never give the same one). An id that starts
 * with `x-` is digested too, and so are `.` and `..`, which a URL path cannot contain.
 */
export function toFhirId(id: string): string {
  if (fhirId.test(id) && !id.startsWith('x-') && id !== '.' && id !== '..') return id;
  return `x-${createHash('sha256').update(id).digest('hex').slice(0, 48)}`;
}
