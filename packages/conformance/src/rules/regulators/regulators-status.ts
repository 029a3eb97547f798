import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import type { RegulatorAnswer } from './regulator-answer.js';

/** Statuses of refusals that the flow allows. */
const refusals: ReadonlySet<number> = new Set([400, 409, 412, 422]);

/** The status is one that the flow has. */
export const regulatorsStatus: Rule<RegulatorAnswer> = {
  id: 'regulators.status',
  level: 'guide',
  source: guide('Gestion des comptes régulateurs, codes de retour'),
  looksAt: 'HTTP status',
  title: {
    fr: 'Le statut est l’un de ceux du flux.',
    en: 'The status is one of those of the flow.',
  },
  wrong: {
    fr: 'Le statut n’est pas l’un de ceux du flux',
    en: 'The status is not one of those of the flow',
  },
  remedy: {
    fr: 'Répondez 201 à une création, 200 (ou 201) à une mise à jour, 400, 409 ou 422 à un refus.',
    en: 'Answer 201 to a create, 200 (or 201) to an update, 400, 409 or 422 to a refusal.',
  },
  find: ({ call: { status }, interaction }) => {
    const isTaken = status === 201 || (status === 200 && interaction === 'update');
    if (isTaken || refusals.has(status)) return [];
    const success = interaction === 'create' ? '201' : '200, 201';
    return [{ element: 'status', expected: `${success}, 400, 409, 422`, received: String(status) }];
  },
};
