/**
 * Reduces a text that a person typed to one line: FHIR allows no control characters, and a lone
 * surrogate is not a character.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
