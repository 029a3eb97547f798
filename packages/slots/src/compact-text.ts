// White space and characters that show nothing, which spreadsheets and copied pages leave: no-break
// and zero-width spaces, byte order marks, variation selectors.
const noise = '[\\s\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}]+';
const anywhere = new RegExp(noise, 'gu');
const around = new RegExp(`^${noise}|${noise}$`, 'gu');

/** Removes white space and invisible characters from a code. */
export function toCompactText(text: string): string {
  return text.replace(anywhere, '');
}

/** Removes white space and invisible characters at both ends of a text. */
export function trimInvisible(text: string): string {
  return text.replace(around, '');
}

/** Whether a value is a text that shows something. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && toCompactText(value) !== '';
}
