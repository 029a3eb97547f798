import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { type AccountAnswer, toStatusFault } from './account-answer.js';

/** A removal of somebody whom the vendor never heard of is answered 200. */
export const accountsRemovalAccepted: Rule<AccountAnswer> = {
  id: 'accounts.removal-accepted',
  level: 'guide',
  source: guide('Gestion des comptes régulateurs, suppression'),
  looksAt: 'HTTP status',
  title: {
    fr: 'Le retrait d’un inconnu est répondu 200.',
    en: 'The removal of an unknown person is answered 200.',
  },
  wrong: {
    fr: 'Le retrait d’un inconnu n’est pas répondu 200',
    en: 'The removal of an unknown person is not answered 200',
  },
  remedy: {
    fr: 'Répondez 200 à « active=false » pour un identifiant que vous ne connaissez pas, et n’enregistrez rien.',
    en: 'Answer 200 to `active=false` for an identifier that you do not know, and store nothing.',
  },
  find: ({ call }) =>
    call.status === 200 || call.status === 201 ? [] : [toStatusFault(call, '200')],
};
