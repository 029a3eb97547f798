import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import { toStatusFault } from '../accounts/account-answer.js';
import type { SearchAnswer } from '../answer/search-answer.js';

/** XML alone is refused with 406. */
export const searchNoXml: Rule<SearchAnswer> = {
  id: 'search.no-xml',
  level: 'good-practice',
  source: byHand('Recherche, format XML'),
  looksAt: 'HTTP status',
  title: {
    fr: 'Une demande de XML seul est refusée par 406.',
    en: 'A request for XML alone is refused with 406.',
  },
  wrong: {
    fr: 'Une demande de XML seul n’est pas refusée par 406',
    en: 'A request for XML alone is not refused with 406',
  },
  remedy: {
    fr: 'Répondez 406 quand Accept n’admet aucun type JSON.',
    en: 'Answer 406 when Accept admits no JSON type.',
  },
  find: ({ call }) => (call.status === 406 ? [] : [toStatusFault(call, '406')]),
};
