import type { Rule } from '../../rule/rule.js';
import { fhir } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { findWrongTotal } from './associations-total.js';

/** `total` counts the places. */
export const associationsPlacesTotal: Rule<ReadAnswer> = {
  id: 'associations.places-total',
  level: 'good-practice',
  source: fhir('Bundle.total'),
  looksAt: 'Bundle.total',
  title: {
    fr: 'total est le nombre de ressources cherchées.',
    en: 'total is the number of resources searched for.',
  },
  wrong: { fr: 'total n’est pas le nombre de lieux', en: 'total is not the number of places' },
  remedy: {
    fr: 'Comptez dans Bundle.total les Location trouvés, sans les Organization incluses.',
    en: 'Count the matching Locations in Bundle.total, without included Organizations.',
  },
  find: (answer) => findWrongTotal(answer, 'Location'),
};
