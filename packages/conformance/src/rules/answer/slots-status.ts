import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { SearchAnswer } from './search-answer.js';

/** A search is answered 200. */
export const slotsStatus: Rule<SearchAnswer> = {
  id: 'slots.status',
  level: 'official-fails',
  source: kitSos('Agrégation, statut de la réponse'),
  check: 4,
  looksAt: 'HTTP status',
  title: { fr: 'Le statut est 200.', en: 'The status is 200.' },
  wrong: { fr: 'Le statut n’est pas 200', en: 'The status is not 200' },
  remedy: {
    fr: 'Répondez 200 à une recherche bien formée, même sans résultat ; l’OperationOutcome et vos journaux disent ce qui l’a empêché.',
    en: 'Answer 200 to a well-formed search, even without results; the OperationOutcome and your logs say what prevented it.',
  },
  find: ({ call: { status } }) =>
    status === 200 ? [] : [{ element: 'status', expected: '200', received: String(status) }],
};
