import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { type AccountAnswer, toStatusFault } from './account-answer.js';

/** An update is answered 2xx. */
export const accountsAccepted: Rule<AccountAnswer> = {
  id: 'accounts.accepted',
  level: 'official-fails',
  source: kitSos('Comptes régulateurs, mise à jour'),
  looksAt: 'HTTP status',
  title: { fr: 'La mise à jour est acceptée : 2xx.', en: 'The update is accepted: 2xx.' },
  wrong: { fr: 'La mise à jour n’est pas acceptée', en: 'The update is not accepted' },
  remedy: {
    fr: 'Cherchez le compte par l’identifiant de la requête, et prenez du corps tout ce qui change, l’identifiant compris.',
    en: 'Find the account by the identifier of the query, and take from the body everything that changes, the identifier included.',
  },
  find: ({ call }) => (call.status >= 200 && call.status < 300 ? [] : [toStatusFault(call, '200')]),
};
