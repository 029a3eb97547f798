import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import { findErrors, type Hl7Answer } from './hl7-answer.js';

/** The HL7 validator and our structural rules say the same of a resource. */
export const hl7Agrees: Rule<Hl7Answer> = {
  id: 'hl7.agrees',
  level: 'good-practice',
  source: byHand('Profils : validateur HL7 et règles structurelles de ce contrôle'),
  looksAt: 'verdicts',
  title: {
    fr: 'Le validateur HL7 et les règles structurelles disent la même chose.',
    en: 'The HL7 validator and the structural rules say the same.',
  },
  wrong: {
    fr: 'Le validateur HL7 et les règles structurelles diffèrent',
    en: 'The HL7 validator and the structural rules differ',
  },
  remedy: {
    fr: 'Lisez les deux : les profils ne disent pas tout ce que le kit contrôle, et ces règles ne répètent pas tous les profils.',
    en: 'Read both: profiles do not say all that the kit checks, and these rules do not repeat all profiles.',
  },
  find: (answer) => {
    const { name, ours } = answer;
    const errors = findErrors(answer);
    if (errors.length > 0 === ours.length > 0) return [];
    const [error] = errors;
    const text = error
      ? {
          fr: `${name} : le validateur HL7 refuse ce que les règles structurelles acceptent, ${error.location}.`,
          en: `${name}: the HL7 validator refuses what the structural rules accept, ${error.location}.`,
        }
      : {
          fr: `${name} : le validateur HL7 accepte ce que ces règles refusent, ${ours.join(', ')}.`,
          en: `${name}: the HL7 validator accepts what these rules refuse, ${ours.join(', ')}.`,
        };
    return [{ element: name, text }];
  },
};
