import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';

/** The Bundle has a `total`: its profile asks for one. */
export const slotsTotalThere: Rule<ReadAnswer> = {
  id: 'slots.total-there',
  level: 'official-fails',
  source: kitSos('Agrégation, validité du Bundle'),
  check: 6,
  looksAt: 'Bundle.total',
  title: { fr: 'total est présent.', en: 'total is present.' },
  wrong: { fr: 'Bundle.total manque', en: 'Bundle.total is missing' },
  remedy: {
    fr: 'Écrivez Bundle.total, un nombre ; 0 quand il n’y a pas de créneau.',
    en: 'Write Bundle.total, a number; 0 when there are no slots.',
  },
  find: ({ set: { total } }) =>
    total === undefined ? [{ element: 'Bundle.total', path: 'Bundle.total' }] : [],
};
