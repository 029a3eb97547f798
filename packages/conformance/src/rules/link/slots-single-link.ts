import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';

/** One link, `self`: the flow has no pages. */
export const slotsSingleLink: Rule<ReadAnswer> = {
  id: 'slots.single-link',
  level: 'guide',
  source: guide('Profil sas-sos-bundle-aggregator, link 1..1'),
  looksAt: 'Bundle.link',
  title: {
    fr: 'Il y a un seul lien, self : tout vient en une réponse.',
    en: 'There is one link, self: everything comes in one answer.',
  },
  wrong: {
    fr: 'Le Bundle doit avoir un seul lien, self, avec son adresse : il n’y a pas de pages dans ce flux',
    en: 'The Bundle must have a single link, self, with its address: there are no pages in this flow',
  },
  remedy: {
    fr: 'Répondez avec tous les créneaux, et le seul lien « self ».',
    en: 'Answer with all slots, and the link `self` alone.',
  },
  find: ({ set: { links } }) =>
    links.length === 1 && links[0]?.relation === 'self' && links[0].url !== undefined
      ? []
      : [
          {
            element: 'Bundle.link',
            path: 'Bundle.link',
            expected: 'self',
            received: links.map(({ relation = '?' }) => relation).join(', '),
          },
        ],
};
