import type { Rule } from '../../rule/rule.js';
import { kitPublished } from '../../rule/rule-source.js';
import { hasSlots } from '../slots/slot-answer.js';
import { findOtherCodes } from './declared-codes.js';
import type { ExpectedAnswer } from './expected-set.js';

/** The types of slots seen are those that the vendor declared. */
export const searchDeclaredTypes: Rule<ExpectedAnswer> = {
  id: 'search.declared-types',
  level: 'official-fails',
  source: kitPublished('Agrégation, types de créneau déclarés'),
  check: 15,
  looksAt: 'Slot.meta.security.code',
  title: {
    fr: 'Les types de créneau vus sont ceux que l’éditeur déclare.',
    en: 'The slot types seen are those that the vendor declares.',
  },
  wrong: {
    fr: 'Les types de créneau vus ne sont pas ceux que l’éditeur déclare (slotTypes)',
    en: 'The slot types seen are not those that the vendor declares (slotTypes)',
  },
  remedy: {
    fr: 'Préparez un créneau de chaque type déclaré dans chaque association d’essai, ou corrigez slotTypes.',
    en: 'Prepare a slot of each declared type in each test association, or correct slotTypes.',
  },
  applies: (answer) => hasSlots(answer) && answer.declared.slotTypes !== undefined,
  find: ({ set: { slots }, declared }) =>
    findOtherCodes(
      'Slot.meta.security',
      slots.flatMap(({ slotTypes }) => slotTypes),
      declared.slotTypes,
    ),
};
