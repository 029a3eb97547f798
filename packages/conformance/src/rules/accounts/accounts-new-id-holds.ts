import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { type AccountProbe, toAccountId, toStatusFault } from './account-answer.js';

/** After a change of identifier, the new one is the account's. */
export const accountsNewIdHolds: Rule<AccountProbe> = {
  id: 'accounts.new-id-holds',
  level: 'guide',
  source: guide('Gestion des comptes régulateurs, changement d’identité'),
  looksAt: 'HTTP status, header Location',
  title: {
    fr: 'Le nouvel identifiant désigne désormais ce compte.',
    en: 'The new identifier now refers to this account.',
  },
  wrong: {
    fr: 'Le nouvel identifiant ne désigne pas ce compte',
    en: 'The new identifier does not refer to this account',
  },
  remedy: {
    fr: 'Enregistrez l’identifiant du corps à la place de l’ancien.',
    en: 'Store the identifier of the body in place of the former one.',
  },
  find: ({ call, before }) => {
    if (call.status !== 200) return [toStatusFault(call, '200')];
    const [expected, received] = [toAccountId(before), toAccountId(call.headers.get('location'))];
    return expected === undefined || received === undefined || expected === received
      ? []
      : [{ element: 'Location', expected, received }];
  },
};
