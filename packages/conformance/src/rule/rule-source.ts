import type { Text } from './text.js';

/** Where a rule comes from. */
export interface RuleSource {
  readonly document: DocumentName;
  /** Section of the document, in its own language. */
  readonly section: string;
}

/** The documents that rules come from. */
export type DocumentName = keyof typeof documents;

/** The documents, with their titles. */
export const documents = {
  'kit-sos': {
    fr: 'Kit de test de l’ANS, suite SOS Médecins',
    en: 'Test kit of the ANS, SOS Médecins suite',
  },
  'kit-published': { fr: 'Kit de test de l’ANS, publié', en: 'Test kit of the ANS, published' },
  guide: {
    fr: 'Guide d’implémentation SAS (ans.fhir.fr.sas 1.2.0)',
    en: 'SAS implementation guide (ans.fhir.fr.sas 1.2.0)',
  },
  fhir: { fr: 'FHIR R4 (4.0.1)', en: 'FHIR R4 (4.0.1)' },
  openid: { fr: 'OpenID Connect et OAuth 2.0', en: 'OpenID Connect and OAuth 2.0' },
  'connected-acceptance': {
    fr: 'Recette connectée : ce qui est essayé à la main',
    en: 'Connected acceptance: what is tried by hand',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** A check of the SOS Médecins suite of the official kit. */
export const kitSos = (section: string): RuleSource => ({ document: 'kit-sos', section });

/** A check of the published kit alone. */
export const kitPublished = (section: string): RuleSource => ({
  document: 'kit-published',
  section,
});

/** A sentence or a profile of the guide. */
export const guide = (section: string): RuleSource => ({ document: 'guide', section });

/** A rule of FHIR itself. */
export const fhir = (section: string): RuleSource => ({ document: 'fhir', section });

/** A rule of the protocols of sign-on. */
export const openid = (section: string): RuleSource => ({ document: 'openid', section });

/** What a tester tries by hand. */
export const byHand = (section: string): RuleSource => ({
  document: 'connected-acceptance',
  section,
});
