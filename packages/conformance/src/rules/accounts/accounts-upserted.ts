import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { type AccountAnswer, toStatusFault } from './account-answer.js';

/** An update of an unknown account creates it: 200 or 201. */
export const accountsUpserted: Rule<AccountAnswer> = {
  id: 'accounts.upserted',
  level: 'official-fails',
  source: kitSos('Comptes régulateurs, mise à jour d’un compte inconnu'),
  check: 29,
  looksAt: 'HTTP status',
  title: {
    fr: 'La mise à jour d’un compte inconnu le crée : 200 ou 201.',
    en: 'The update of an unknown account creates it: 200 or 201.',
  },
  wrong: {
    fr: 'La mise à jour d’un compte inconnu n’est pas répondue 200 ou 201',
    en: 'The update of an unknown account is not answered 200 or 201',
  },
  remedy: {
    fr: 'Traitez un PUT conditionnel sans compte correspondant comme une création.',
    en: 'Treat a conditional PUT without a matching account as a create.',
  },
  find: ({ call }) =>
    call.status === 200 || call.status === 201 ? [] : [toStatusFault(call, '200, 201')],
};
