import type { Language } from '../rule/text.js';

/** The texts of the command in one language. */
interface CommandTexts {
  readonly vendorMissing: string;
  readonly languages: string;
  failOn(names: string): string;
  unknownCommand(name: string): string;
  /** For the error of Node's parser about the arguments, which is in English. */
  badOption(message: string): string;
  written(file: string): string;
}

/** The texts of `sas-sos-conformance`, except for its usage and its reports. */
export const commandTexts: Readonly<Record<Language, CommandTexts>> = {
  fr: {
    vendorMissing: '--vendor manque.',
    languages: '--language prend fr ou en.',
    failOn: (names) => `--fail-on prend ${names}.`,
    unknownCommand: (name) => `Il n'y a pas de commande ${name}.`,
    badOption: (message) =>
      `Option inconnue, ou sans sa valeur : ${/'(--?[\w-]+)/.exec(message)?.[1] ?? message}.`,
    written: (file) => `${file} est écrit : complétez-le, puis relancez avec --config ${file}`,
  },
  en: {
    vendorMissing: '--vendor is missing.',
    languages: '--language takes fr or en.',
    failOn: (names) => `--fail-on takes ${names}.`,
    unknownCommand: (name) => `There is no command ${name}.`,
    badOption: (message) => message,
    written: (file) => `${file} is written: fill it in, then run again with --config ${file}`,
  },
};
