import type { Language } from './read-language.js';

/** Numbers of the last line of `check`. */
interface Totals {
  readonly associations: number;
  readonly places: number;
  readonly slots: number;
  readonly errors: number;
  readonly warnings: number;
}

/** The texts of a command in one language. */
interface CommandTexts {
  readonly usage: string;
  readonly languages: string;
  /** Before the message of a cause. */
  readonly because: string;
  noAgenda(path: string): string;
  /** For what Node's parser says about the arguments, in English. */
  badOption(message: string): string;
  totals(totals: Totals): string;
}

/** The texts of `sas-sos-agenda`. */
export const commandTexts: Readonly<Record<Language, CommandTexts>> = {
  fr: {
    usage: `utilisation :
  sas-sos-agenda associations <agenda> [--format csv|json] [--output fichier]
      écrit les associations d'un agenda et leurs lieux (INT_SOS-transco)
  sas-sos-agenda check <agenda> [--days n]
      rapporte toutes les anomalies d'un agenda, et de ses créneaux des n prochains jours (3)

  --language fr|en  langue des messages (celle de LANG, sinon fr)

<agenda> est un module qui exporte un Agenda sous le nom « agenda » ou par défaut ; pour
« associations », ce peut être aussi l'URL d'un point d'accès FHIR, comme
http://127.0.0.1:3000/fhir.`,
    languages: '--language prend fr ou en.',
    because: 'parce que',
    noAgenda: (path) => `${path} n'exporte pas d'Agenda, ni sous le nom « agenda » ni par défaut`,
    badOption: (message) =>
      `Option inconnue, ou sans sa valeur : ${/'(--?[\w-]+)/.exec(message)?.[1] ?? message}`,
    totals: ({ associations, places, slots, errors, warnings }) =>
      [
        `associations : ${associations}, lieux : ${places}, créneaux à envoyer : ${slots}`,
        `erreurs : ${errors}, avertissements : ${warnings}`,
      ].join(' ; '),
  },
  en: {
    usage: `usage:
  sas-sos-agenda associations <agenda> [--format csv|json] [--output file]
      writes the associations of an agenda and their places (INT_SOS-transco)
  sas-sos-agenda check <agenda> [--days n]
      reports all faults of an agenda, and of its slots in the next n days (3)

  --language fr|en  of the messages (that of LANG, else fr)

<agenda> is a module that exports an Agenda as "agenda" or by default; for "associations" it may
also be the URL of a FHIR endpoint, such as http://127.0.0.1:3000/fhir.`,
    languages: '--language takes fr or en.',
    because: 'because',
    noAgenda: (path) => `${path} exports no Agenda, neither as "agenda" nor by default`,
    badOption: (message) => message,
    totals: ({ associations, places, slots, errors, warnings }) =>
      `${associations} associations, ${places} places, ${slots} slots to send; ${errors} errors, ${warnings} warnings`,
  },
};
