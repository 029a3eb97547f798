import { ConfigurationError } from '../configuration/configuration-error.js';
import type { Language } from '../rule/text.js';
import { toFrenchMessage } from './to-french-message.js';

/** Says why the command could not run; a line for each mistake of a configuration. */
export function toSentence(error: unknown, language: Language): string {
  const message = error instanceof Error ? error.message : String(error);
  if (language === 'en') return message;
  if (error instanceof ConfigurationError) {
    return error.mistakes
      .map(({ path, message: mistake }) => `${path} : ${toFrenchMessage(mistake)}`)
      .join('\n');
  }
  // The flag, its file, and why that cannot be read.
  const [, file, reason] = /^(--previous .+?): (It .+)$/s.exec(message) ?? [];
  if (file !== undefined && reason !== undefined) return `${file} : ${toFrenchMessage(reason)}`;
  return toFrenchMessage(message);
}
