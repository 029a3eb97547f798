import type { Language } from '../rule/text.js';

/**
 * Reads the language of messages and reports: that of `--language`, else English where the
 * environment (`LC_ALL`, `LC_MESSAGES`, `LANG`) says so, else French.
 */
export function readLanguage(
  args: readonly string[],
  { LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>,
): Language {
  const given = /(?:^|\0)--language[=\0](fr|en)(?:\0|$)/.exec(args.join('\0'))?.[1];
  if (given === 'fr' || given === 'en') return given;
  return /^en(?![a-z])/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'en' : 'fr';
}
