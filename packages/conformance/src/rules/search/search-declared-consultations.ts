import type { Rule } from '../../rule/rule.js';
import { kitPublished } from '../../rule/rule-source.js';
import { hasSlots } from '../slots/slot-answer.js';
import { findOtherCodes } from './declared-codes.js';
import type { ExpectedAnswer } from './expected-set.js';

/** The types of consultation seen are those that the vendor declared. */
export const searchDeclaredConsultations: Rule<ExpectedAnswer> = {
  id: 'search.declared-consultations',
  level: 'official-fails',
  source: kitPublished('Agrégation, types de consultation déclarés'),
  check: 15,
  looksAt: 'Slot.serviceType.coding.code',
  title: {
    fr: 'Les types de consultation vus sont ceux que l’éditeur déclare.',
    en: 'The consultation types seen are those that the vendor declares.',
  },
  wrong: {
    fr: 'Les types de consultation vus ne sont pas ceux que l’éditeur déclare (consultations)',
    en: 'The consultation types seen are not those that the vendor declares (consultations)',
  },
  remedy: {
    fr: 'Préparez un créneau de chaque type déclaré dans chaque association d’essai, ou corrigez consultations.',
    en: 'Prepare a slot of each declared type in each test association, or correct consultations.',
  },
  applies: (answer) => hasSlots(answer) && answer.declared.consultations !== undefined,
  find: ({ set: { slots }, declared }) =>
    findOtherCodes(
      'Slot.serviceType',
      slots.flatMap(({ consultations }) => consultations),
      declared.consultations,
    ),
};
