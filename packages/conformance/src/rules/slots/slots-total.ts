import type { Rule } from '../../rule/rule.js';
import { kitPublished } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';

/** `total` is the number of slots. */
export const slotsTotal: Rule<ReadAnswer> = {
  id: 'slots.total',
  level: 'official-warns',
  source: kitPublished('Agrégation, total du Bundle'),
  check: 11,
  looksAt: 'Bundle.total',
  title: { fr: 'total est le nombre de créneaux.', en: 'total is the number of slots.' },
  wrong: {
    fr: 'total n’est pas le nombre de créneaux',
    en: 'total is not the number of slots',
  },
  remedy: {
    fr: 'Comptez dans Bundle.total les Slot, et eux seuls ; 0 quand il n’y en a pas.',
    en: 'Count the Slots in Bundle.total, and nothing else; 0 when there are none.',
  },
  find: ({ set: { total, slots } }) =>
    total === slots.length
      ? []
      : [
          {
            element: 'Bundle.total',
            path: 'Bundle.total',
            expected: String(slots.length),
            received: String(total ?? '–'),
          },
        ],
};
