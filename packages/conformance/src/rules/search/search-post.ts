import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import { toStatusFault } from '../accounts/account-answer.js';
import type { ComparedAnswer } from './compared-answer.js';
import { searchSameSlots } from './search-same-slots.js';

/** `POST _search` finds the same slots, or is refused as not supported. */
export const searchPost: Rule<ComparedAnswer> = {
  id: 'search.post',
  level: 'good-practice',
  source: byHand('Recherche, POST _search'),
  looksAt: 'HTTP status, Slot',
  title: {
    fr: 'POST _search trouve les mêmes créneaux, ou est refusé comme non servi.',
    en: '`POST _search` finds the same slots, or is refused as not supported.',
  },
  wrong: {
    fr: 'POST _search ne trouve pas les mêmes créneaux, et n’est pas refusé par 404, 405 ou 501',
    en: '`POST _search` does not find the same slots, and is not refused with 404, 405 or 501',
  },
  remedy: {
    fr: 'Lisez les paramètres du corps (application/x-www-form-urlencoded) comme ceux de la requête, ou répondez 405.',
    en: 'Read the parameters of the body (application/x-www-form-urlencoded) like those of the query, or answer 405.',
  },
  find: (answer) => {
    const { status } = answer.call;
    if ([404, 405, 501].includes(status)) return [];
    return status === 200 ? searchSameSlots.find(answer) : [toStatusFault(answer.call, '200, 405')];
  },
};
