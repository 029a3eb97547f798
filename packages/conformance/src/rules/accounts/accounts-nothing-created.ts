import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { type AccountProbe, toStatusFault } from './account-answer.js';

/** A refused update of nobody creates nothing. */
export const accountsNothingCreated: Rule<AccountProbe> = {
  id: 'accounts.nothing-created',
  level: 'guide',
  source: guide('Gestion des comptes régulateurs, cas d’erreur'),
  check: 28,
  looksAt: 'HTTP status',
  title: {
    fr: 'Rien n’a été créé : le compte peut l’être ensuite.',
    en: 'Nothing was created: the account can be, afterwards.',
  },
  wrong: {
    fr: 'Un compte existe déjà, alors que rien ne devait être créé',
    en: 'An account exists already, although nothing should have been created',
  },
  remedy: {
    fr: 'Ne créez rien pour une demande refusée, ni pour un « active=false » sur un identifiant inconnu.',
    en: 'Create nothing for a refused request, nor for `active=false` on an unknown identifier.',
  },
  find: ({ call }) => (call.status === 201 ? [] : [toStatusFault(call, '201')]),
};
