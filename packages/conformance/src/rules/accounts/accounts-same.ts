import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { type AccountAnswer, toAccountId } from './account-answer.js';

/** An update keeps the account the same one. */
export const accountsSame: Rule<AccountAnswer> = {
  id: 'accounts.same',
  level: 'guide',
  source: guide('Gestion des comptes régulateurs, changement d’identité'),
  looksAt: 'header Location',
  title: { fr: 'Le compte reste le même.', en: 'The account stays the same one.' },
  wrong: {
    fr: 'La mise à jour a créé un autre compte',
    en: 'The update has created another account',
  },
  remedy: {
    fr: 'Changez le compte que l’identifiant de la requête désigne, au lieu d’en créer un pour celui du corps.',
    en: 'Change the account that the identifier of the query refers to, instead of creating one for that of the body.',
  },
  applies: ({ call: { status, headers }, before }) =>
    status >= 200 &&
    status < 300 &&
    toAccountId(before) !== undefined &&
    toAccountId(headers.get('location')) !== undefined,
  find: ({ call: { headers }, before }) => {
    const [expected, received] = [toAccountId(before), toAccountId(headers.get('location'))];
    return expected === received ? [] : [{ element: 'Location', expected, received }];
  },
};
