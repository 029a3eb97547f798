import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { type AccountProbe, toStatusFault } from './account-answer.js';

/** A refused update changes nothing: the e-mail that it carried is still free. */
export const accountsUnchanged: Rule<AccountProbe> = {
  id: 'accounts.unchanged',
  level: 'guide',
  source: guide('Gestion des comptes régulateurs, cas d’erreur'),
  check: 27,
  looksAt: 'HTTP status',
  title: {
    fr: 'Une mise à jour refusée ne change rien au compte.',
    en: 'A refused update changes nothing of the account.',
  },
  wrong: {
    fr: 'L’e-mail d’une mise à jour refusée est pris : le compte a été changé malgré le refus',
    en: 'The e-mail of a refused update is taken: the account was changed in spite of the refusal',
  },
  remedy: {
    fr: 'Contrôlez la ressource entière avant d’enregistrer quoi que ce soit.',
    en: 'Check the whole resource before you store anything.',
  },
  find: ({ call }) => (call.status === 201 ? [] : [toStatusFault(call, '201')]),
};
