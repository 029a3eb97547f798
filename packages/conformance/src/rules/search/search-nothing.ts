import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { toStatusFault } from '../accounts/account-answer.js';
import type { SearchAnswer } from '../answer/search-answer.js';

/** A search that matches nothing is answered by an empty Bundle. */
export const searchNothing: Rule<SearchAnswer> = {
  id: 'search.nothing',
  level: 'guide',
  source: guide('Agrégation de créneaux, recherche sans résultat'),
  check: 16,
  looksAt: 'HTTP status, Bundle.total, Bundle.entry',
  title: {
    fr: 'Sans créneau dans la période, la réponse est un Bundle vide, total 0.',
    en: 'Without a slot in the period, the answer is an empty Bundle, total 0.',
  },
  wrong: {
    fr: 'Sans créneau dans la période, la réponse n’est pas un Bundle vide, total 0',
    en: 'Without a slot in the period, the answer is not an empty Bundle, total 0',
  },
  remedy: {
    fr: 'Répondez 200 et un Bundle sans entry, total 0 : ce n’est pas une erreur.',
    en: 'Answer 200 and a Bundle without entry, total 0: it is no error.',
  },
  find: ({ call, set }) => {
    if (!set) return [toStatusFault(call, '200')];
    return set.entries.length === 0 && set.total === 0
      ? []
      : [
          {
            element: 'Bundle.total',
            path: 'Bundle.total',
            expected: '0',
            received: `${set.total ?? '–'}, ${set.entries.length} entry`,
          },
        ];
  },
};
