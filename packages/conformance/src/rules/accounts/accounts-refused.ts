import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { type AccountAnswer, toStatusFault } from './account-answer.js';

/** A request that must be refused is refused: 4xx or 5xx. */
export const accountsRefused: Rule<AccountAnswer> = {
  id: 'accounts.refused',
  level: 'official-fails',
  source: kitSos('Comptes régulateurs, cas de refus'),
  looksAt: 'HTTP status',
  title: { fr: 'La demande est refusée.', en: 'The request is refused.' },
  wrong: {
    fr: 'La demande est acceptée alors qu’elle doit être refusée',
    en: 'The request is accepted although it must be refused',
  },
  remedy: {
    fr: 'Refusez par 422 (ou 400, 409) un compte qui existe, un élément obligatoire absent ou vide, un type et un système qui se contredisent.',
    en: 'Refuse with 422 (or 400, 409) an account that exists, a compulsory element that is missing or empty, a type and a system that contradict each other.',
  },
  find: ({ call }) => (call.status >= 400 ? [] : [toStatusFault(call, '4xx')]),
};
