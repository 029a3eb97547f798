import type { Language } from './read-language.js';

/** The texts of the command in one language. */
interface CommandTexts {
  readonly vendorMissing: string;
  readonly port: string;
  readonly subject: string;
  readonly languages: string;
  logLevels(names: string): string;
  /** For what Node's parser says about the arguments, in English. */
  badOption(message: string): string;
  silentVendor(url: string): string;
  listening(url: string): string;
  readonly pages: string;
  readonly exchanges: string;
  readonly faults: string;
  readonly settings: string;
  readonly instead: string;
  readonly asGiven: string;
  mutualTls(folder: string, isNew: boolean): string;
  readonly issuerAuthority: string;
  browserTrust(file: string): string;
}

/** The texts of `sas-sos-simulator`, except for its usage. */
export const commandTexts: Readonly<Record<Language, CommandTexts>> = {
  fr: {
    vendorMissing: '--vendor manque.',
    port: '--port prend un nombre.',
    subject: '--vendor-cn et --vendor-ou vont avec --mtls.',
    languages: '--language prend fr ou en.',
    logLevels: (names) => `--log-level prend ${names}.`,
    badOption: (message) =>
      `Option inconnue, ou sans sa valeur : ${/'(--?[\w-]+)/.exec(message)?.[1] ?? message}.`,
    silentVendor: (url) =>
      `Personne n'écoute encore à l'adresse ${url} : démarrez l'éditeur quand vous voulez, les pages disent ce qui ne répond pas.`,
    listening: (url) => `à l'écoute sur ${url}`,
    pages: 'pages    ',
    exchanges: 'échanges ',
    faults: 'pannes   ',
    settings: "Ce qu'il faut régler chez l'éditeur, sous les noms de l'éditeur de référence :",
    instead: '(à la place, avec SSO_METHOD=psc)',
    asGiven: '(tel que donné)',
    mutualTls: (folder, isNew) =>
      `TLS mutuel, par les certificats de ${folder}${isNew ? ", écrits à l'instant" : ''} :`,
    issuerAuthority: "(pour l'issuer, que l'éditeur appelle sans son certificat)",
    browserTrust: (file) =>
      `Un navigateur se fie à ces pages une fois qu'il connaît l'autorité ${file}.`,
  },
  en: {
    vendorMissing: '--vendor is missing.',
    port: '--port takes a number.',
    subject: '--vendor-cn and --vendor-ou go with --mtls.',
    languages: '--language takes fr or en.',
    logLevels: (names) => `--log-level takes ${names}.`,
    badOption: (message) => message,
    silentVendor: (url) =>
      `Nobody listens at ${url} yet: start the vendor whenever you like, the pages say what does not answer.`,
    listening: (url) => `listening on ${url}`,
    pages: 'pages    ',
    exchanges: 'exchanges',
    faults: 'faults   ',
    settings: 'What the vendor is to be configured with, as the reference vendor names it:',
    instead: '(instead, with SSO_METHOD=psc)',
    asGiven: '(as given)',
    mutualTls: (folder, isNew) =>
      `Mutual TLS, by the certificates of ${folder}${isNew ? ', made just now' : ''}:`,
    issuerAuthority: '(for the issuer, which the vendor calls without its certificate)',
    browserTrust: (file) => `A browser trusts these pages once it knows the authority ${file}.`,
  },
};
