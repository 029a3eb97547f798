import type { Language } from './read-language.js';

/** The texts of a command in one language. */
interface CommandTexts {
  readonly usage: string;
  readonly languages: string;
  existing(folder: string, first: string, others: number): string;
  /** For what Node's parser says about the arguments, in English. */
  badOption(message: string): string;
}

/** The texts of `sas-sos-pki`. */
export const commandTexts: Readonly<Record<Language, CommandTexts>> = {
  fr: {
    usage: `utilisation :
  sas-sos-pki <dossier> [--host nom]... [--cn nom] [--ou id] [--force]
      écrit une PKI jetable, pour les seuls tests et démonstrations : les autorités et leurs listes
      de révocation, les certificats d'un serveur, de la plateforme et de l'éditeur, et tous les
      mauvais ; le tout en PEM

  --host            un nom ou une adresse du serveur (localhost, 127.0.0.1, ::1)
  --cn              CN du certificat de la plateforme (sas-platform-test)
  --ou              OU du certificat de la plateforme (300000000000000)
  --force           remplace les fichiers existants
  --language fr|en  langue des messages (celle de LANG, sinon fr)`,
    languages: '--language prend fr ou en.',
    existing(folder, first, others) {
      const more = others > 0 ? ` et d'autres de ces fichiers (${others})` : '';
      return `${folder} contient déjà ${first}${more} ; --force les remplace`;
    },
    badOption: (message) =>
      `Option inconnue, ou sans sa valeur : ${/'(--?[\w-]+)/.exec(message)?.[1] ?? message}`,
  },
  en: {
    usage: `usage:
  sas-sos-pki <folder> [--host name]... [--cn name] [--ou id] [--force]
      writes a throw-away PKI, only for tests and demos: authorities and their revocation lists,
      certificates of a server, of the platform and of the vendor, and every invalid one; all PEM

  --host            a name or address of the server (localhost, 127.0.0.1, ::1)
  --cn              CN of the platform's certificate (sas-platform-test)
  --ou              OU of the platform's certificate (300000000000000)
  --force           replaces existing files
  --language fr|en  of the messages (that of LANG, else fr)`,
    languages: '--language takes fr or en.',
    existing(folder, first, others) {
      const more = others > 0 ? ` and ${others} more of these files` : '';
      return `${folder} already holds ${first}${more}; --force replaces them`;
    },
    badOption: (message) => message,
  },
};
