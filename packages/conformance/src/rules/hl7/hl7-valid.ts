import { clip } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { findErrors, type Hl7Answer } from './hl7-answer.js';

/** The HL7 validator finds no error, with the ANS's package. */
export const hl7Valid: Rule<Hl7Answer> = {
  id: 'hl7.valid',
  level: 'official-fails',
  source: kitSos('Validité contre les profils, par le validateur HL7'),
  looksAt: 'every element',
  title: {
    fr: 'Le validateur HL7 ne trouve pas d’erreur.',
    en: 'The HL7 validator finds no error.',
  },
  wrong: { fr: 'Le validateur HL7 trouve des erreurs', en: 'The HL7 validator finds errors' },
  remedy: {
    fr: 'Corrigez l’élément que le validateur nomme ; le profil est dans le paquet de l’ANS.',
    en: 'Correct the element that the validator names; the profile is in the package of the ANS.',
  },
  find: (answer) =>
    findErrors(answer).map(({ location, message }) => ({
      element: clip(location),
      path: location,
      received: clip(message),
    })),
};
