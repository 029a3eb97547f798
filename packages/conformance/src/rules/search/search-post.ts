import type { Rule } from '../../rule/rule.js';
import { fhir } from '../../rule/rule-source.js';
import { toStatusFault } from '../accounts/account-answer.js';
import type { ComparedAnswer } from './compared-answer.js';
import { searchSameSlots } from './search-same-slots.js';

/** `POST _search` finds the same slots: a server that searches by GET also searches by POST. */
export const searchPost: Rule<ComparedAnswer> = {
  id: 'search.post',
  level: 'good-practice',
  source: fhir(
    'RESTful API, search : « servers that support search SHALL also support a POST based search »',
  ),
  looksAt: 'HTTP status, Slot',
  title: {
    fr: 'POST _search trouve les mêmes créneaux.',
    en: '`POST _search` finds the same slots.',
  },
  wrong: {
    fr: 'POST _search ne trouve pas les mêmes créneaux',
    en: '`POST _search` does not find the same slots',
  },
  remedy: {
    fr: 'Lisez les paramètres du corps (application/x-www-form-urlencoded) comme ceux de la requête.',
    en: 'Read the parameters of the body (application/x-www-form-urlencoded) like those of the query.',
  },
  find: (answer) =>
    answer.call.status === 200 ? searchSameSlots.find(answer) : [toStatusFault(answer.call, '200')],
};
