import type { Rule } from '../../rule/rule.js';
import { kitPublished } from '../../rule/rule-source.js';
import { type AccountAnswer, toStatusFault } from './account-answer.js';

/** A wrong element is refused: optional in the published kit. */
export const accountsRefusedPublished: Rule<AccountAnswer> = {
  id: 'accounts.refused-published',
  level: 'official-fails',
  source: kitPublished('Comptes régulateurs, éléments faux (facultatif dans le kit)'),
  check: 21,
  looksAt: 'HTTP status',
  title: { fr: 'L’élément faux est refusé.', en: 'The wrong element is refused.' },
  wrong: {
    fr: 'L’élément faux est accepté',
    en: 'The wrong element is accepted',
  },
  remedy: {
    fr: 'Contrôlez chaque élément : nom non vide, e-mail bien formé, telecom.system « email », type et système de l’identifiant qui vont ensemble.',
    en: 'Check each element: a name that is not empty, a well-formed e-mail, telecom.system `email`, type and system of the identifier that go together.',
  },
  find: ({ call }) => (call.status >= 400 ? [] : [toStatusFault(call, '4xx')]),
};
