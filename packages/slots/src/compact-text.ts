/**
 * Removes white space and invisible characters, which spreadsheets and copied pages leave in codes:
 * no-break and zero-width spaces, byte order marks.
 */
export function toCompactText(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu, '');
}
