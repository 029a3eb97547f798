import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import { toStatusFault } from '../accounts/account-answer.js';
import type { SearchAnswer } from '../answer/search-answer.js';

/** HEAD is answered like GET, without a body; or refused with 405. */
export const searchHead: Rule<SearchAnswer> = {
  id: 'search.head',
  level: 'good-practice',
  source: byHand('Recherche, HEAD'),
  looksAt: 'HTTP status, body',
  title: {
    fr: 'HEAD est répondu comme GET, sans corps.',
    en: 'HEAD is answered like GET, without a body.',
  },
  wrong: {
    fr: 'HEAD n’est pas répondu comme GET, sans corps',
    en: 'HEAD is not answered like GET, without a body',
  },
  remedy: {
    fr: 'Répondez à HEAD le statut et les en-têtes de GET, sans corps (405 est admis).',
    en: 'Answer HEAD with the status and headers of GET, without a body (405 is accepted).',
  },
  find: ({ call }) =>
    (call.status === 200 || call.status === 405) && call.data === ''
      ? []
      : [toStatusFault(call, '200')],
};
