import { toFaults } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import type { PlaceAnswer } from './place-answer.js';

/** The associations of the places are those of the list. */
export const associationsListed: Rule<PlaceAnswer> = {
  id: 'associations.listed',
  level: 'guide',
  source: guide('Transcodage des structures (à l’étude)'),
  looksAt: 'Organization.id',
  title: {
    fr: 'Les associations des lieux sont celles de la liste.',
    en: 'The associations of the places are those of the list.',
  },
  wrong: {
    fr: 'Cette association accompagne un lieu, et n’est pas dans la liste des associations',
    en: 'This association comes along with a place, and is not in the list of associations',
  },
  remedy: {
    fr: 'Tirez les deux listes de la même source.',
    en: 'Take both lists from the same source.',
  },
  find: ({ set, listed }) => {
    const ids = new Set(listed.organizations.map(({ id }) => id));
    return toFaults(set.organizations.filter(({ id }) => !ids.has(id)));
  },
};
