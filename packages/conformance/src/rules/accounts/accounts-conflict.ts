import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { type AccountAnswer, toStatusFault } from './account-answer.js';

/** Two active accounts do not share an e-mail or a national identifier. */
export const accountsConflict: Rule<AccountAnswer> = {
  id: 'accounts.conflict',
  level: 'guide',
  source: guide('Gestion des comptes régulateurs, règles'),
  looksAt: 'HTTP status',
  title: {
    fr: 'Ce qu’un autre compte actif tient est refusé.',
    en: 'What another active account holds is refused.',
  },
  wrong: {
    fr: 'Deux comptes actifs se partagent un e-mail ou un identifiant national',
    en: 'Two active accounts share an e-mail or a national identifier',
  },
  remedy: {
    fr: 'Refusez par 409 ou 422 ; ne fusionnez jamais deux comptes en silence.',
    en: 'Refuse with 409 or 422; never merge two accounts silently.',
  },
  find: ({ call }) =>
    call.status >= 400 && call.status < 500 ? [] : [toStatusFault(call, '409, 422')],
};
