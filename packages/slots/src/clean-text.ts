/**
 * Makes one line out of a text that a person typed: FHIR allows no control character, and a lone
 * surrogate is no character at all.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
