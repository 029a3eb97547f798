import { createHash } from 'node:crypto';

const fhirId = /^[A-Za-z0-9.-]{1,64}$/;

/** Tells whether a text can stand as it is in `Resource.id`. */
export function isFhirId(text: string): boolean {
  return fhirId.test(text);
}

/**
 * Turns a vendor's own id into a FHIR id: itself when it is one, else `x-` and a digest of it (the
 * same id always gives the same, two ids never meet). An id that starts with `x-` is digested too,
 * and so are `.` and `..`, which no path of a URL can hold.
 */
export function toFhirId(id: string): string {
  if (fhirId.test(id) && !id.startsWith('x-') && id !== '.' && id !== '..') return id;
  return `x-${createHash('sha256').update(id).digest('hex').slice(0, 48)}`;
}
