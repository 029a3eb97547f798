import { createHash } from 'node:crypto';

const longest = 64;
const idCharacters = '-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const isIdCharacter = new Uint8Array(128);
for (const character of idCharacters) isIdCharacter[character.charCodeAt(0)] = 1;

/** Whether a text is valid as `Resource.id`: 1 to 64 letters, digits, hyphens and dots. */
export function isFhirId(text: string): boolean {
  const { length } = text;
  if (length === 0 || length > longest) return false;
  // A regular expression takes three times as long, for each slot of an answer.
  for (let i = 0; i < length; i += 1) {
    if (isIdCharacter[text.charCodeAt(i)] !== 1) return false;
  }
  return true;
}

/**
 * Converts a vendor's own id to a FHIR id: unchanged if it is one, otherwise `x-` and a digest of
 * it (the same id always gives the same result, two ids never give the same one). An id that starts
 * with `x-` is digested too, and so are `.` and `..`, which a URL path cannot contain.
 */
export function toFhirId(id: string): string {
  const isReserved = id === '.' || id === '..' || (id.charCodeAt(0) === 120 && id[1] === '-');
  if (!isReserved && isFhirId(id)) return id;
  return `x-${createHash('sha256').update(id).digest('hex').slice(0, 48)}`;
}
