// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern looks for them.
const control = /[\u0000-\u001f\u007f]/;

/** What is wrong with a text that is displayed or used as a key; `undefined` if nothing is. */
export function textFault(text: unknown, longest: number): string | undefined {
  if (text === undefined) return 'is missing';
  if (typeof text !== 'string') return 'must be a string';
  if (text.trim() === '') return 'must not be empty';
  if (text.length > longest) return `must have at most ${longest} characters`;
  if (control.test(text)) return 'must be one line without control characters';
  if (!text.isWellFormed()) return 'must be valid Unicode';
  return undefined;
}
