// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const control = /[\u0000-\u001f\u007f]/;

/** What is wrong with a text that people read or that is a key; `undefined` when it is right. */
export function textFault(text: unknown, longest: number): string | undefined {
  if (text === undefined) return 'is missing';
  if (typeof text !== 'string') return 'must be a text';
  if (text.trim() === '') return 'must not be empty';
  if (text.length > longest) return `must have at most ${longest} characters`;
  if (control.test(text)) return 'must have no control character, nor more than one line';
  if (!text.isWellFormed()) return 'must be valid Unicode';
  return undefined;
}
