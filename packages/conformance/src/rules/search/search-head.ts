import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import { toStatusFault } from '../accounts/account-answer.js';
import { findWrongType } from '../answer/find-wrong-type.js';
import type { SearchAnswer } from '../answer/search-answer.js';

/**
 * HEAD is answered like GET, without a body: HTTP asks every server for both methods (RFC 9110, 9.1).
 * Node never reads a body after HEAD, so the headers decide.
 */
export const searchHead: Rule<SearchAnswer> = {
  id: 'search.head',
  level: 'good-practice',
  source: byHand('Recherche, HEAD'),
  looksAt: 'HTTP status, header Content-Type',
  title: {
    fr: 'HEAD est répondu comme GET, sans corps.',
    en: 'HEAD is answered like GET, without a body.',
  },
  wrong: {
    fr: 'HEAD n’est pas répondu comme GET, sans corps',
    en: 'HEAD is not answered like GET, without a body',
  },
  remedy: {
    fr: 'Répondez à HEAD le statut et les en-têtes de GET, sans corps.',
    en: 'Answer HEAD with the status and headers of GET, without a body.',
  },
  find: ({ call }) =>
    call.status === 200 ? findWrongType(call.headers) : [toStatusFault(call, '200')],
};
