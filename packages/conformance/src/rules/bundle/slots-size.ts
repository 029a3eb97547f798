import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';

/** The answer is not larger than what is read. */
export const slotsSize: Rule<ReadAnswer> = {
  id: 'slots.size',
  level: 'guide',
  source: byHand('Une réponse de taille raisonnable'),
  looksAt: 'Bundle.entry',
  title: { fr: 'La réponse a pu être lue en entier.', en: 'The answer could be read in full.' },
  wrong: {
    fr: 'La réponse a plus d’entrées qu’il n’en est lu',
    en: 'The answer has more entries than are read',
  },
  remedy: {
    fr: 'Ne renvoyez que les créneaux libres de la période demandée.',
    en: 'Return only free slots in the requested period.',
  },
  find: ({ set: { isCut, entries } }) =>
    isCut ? [{ element: 'Bundle.entry', expected: `≤ ${entries.length}` }] : [],
};
