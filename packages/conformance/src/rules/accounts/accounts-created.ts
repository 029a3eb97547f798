import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { type AccountAnswer, toStatusFault } from './account-answer.js';

/** A create is answered 201. */
export const accountsCreated: Rule<AccountAnswer> = {
  id: 'accounts.created',
  level: 'official-fails',
  source: kitSos('Comptes régulateurs, création'),
  looksAt: 'HTTP status',
  title: { fr: 'Le compte est créé : 201.', en: 'The account is created: 201.' },
  wrong: { fr: 'La création n’est pas répondue 201', en: 'The create is not answered 201' },
  remedy: {
    fr: 'Créez le compte sans étape de plus (ni e-mail à confirmer, ni mot de passe), et répondez 201 avec Location.',
    en: 'Create the account without another step (no e-mail to confirm, no password), and answer 201 with Location.',
  },
  find: ({ call }) => (call.status === 201 ? [] : [toStatusFault(call, '201')]),
};
