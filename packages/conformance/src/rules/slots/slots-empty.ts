import { toFaults } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import type { SlotAnswer } from './slot-answer.js';

/** Without a slot, the Bundle is empty. */
export const slotsEmpty: Rule<SlotAnswer> = {
  id: 'slots.empty',
  level: 'guide',
  source: guide('Agrégation de créneaux, recherche sans résultat'),
  check: 16,
  looksAt: 'Bundle.entry',
  title: {
    fr: 'Une réponse sans créneau est un Bundle vide.',
    en: 'An answer without slots is an empty Bundle.',
  },
  wrong: {
    fr: 'Sans créneau dans la période, le Bundle doit être vide',
    en: 'Without a slot in the period, the Bundle must be empty',
  },
  remedy: {
    fr: 'Ne renvoyez lieux et associations qu’avec un de leurs créneaux.',
    en: 'Return places and associations only along with one of their slots.',
  },
  applies: ({ set }) => set.slots.length === 0,
  find: ({ set: { entries } }) => toFaults(entries.map(({ resource }) => resource)),
};
