import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { SearchAnswer } from './search-answer.js';

/** The body is a Bundle of type searchset. Refusals are another rule's. */
export const slotsBundle: Rule<SearchAnswer> = {
  id: 'slots.bundle',
  level: 'official-fails',
  source: kitSos('Agrégation, la réponse est un Bundle'),
  check: 4,
  looksAt: 'Bundle.resourceType, Bundle.type',
  title: {
    fr: 'La réponse est un Bundle de type searchset.',
    en: 'The answer is a Bundle of type searchset.',
  },
  wrong: {
    fr: 'La réponse n’est pas un Bundle de type searchset',
    en: 'The answer is not a Bundle of type searchset',
  },
  remedy: {
    fr: 'Répondez par une ressource Bundle en JSON, avec « "type": "searchset" ».',
    en: 'Answer with a Bundle resource in JSON, with `"type": "searchset"`.',
  },
  applies: ({ call }) => call.status === 200,
  find: ({ set }) => {
    if (!set) return [{ element: 'resourceType', expected: 'Bundle' }];
    return set.type === 'searchset'
      ? []
      : [
          {
            element: 'Bundle.type',
            path: 'Bundle.type',
            expected: 'searchset',
            received: set.type,
          },
        ];
  },
};
