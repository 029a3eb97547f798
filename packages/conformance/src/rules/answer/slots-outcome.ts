import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { findNoOutcome } from './find-no-outcome.js';
import type { SearchAnswer } from './search-answer.js';

/** A failure is explained. */
export const slotsOutcome: Rule<SearchAnswer> = {
  id: 'slots.outcome',
  level: 'guide',
  source: guide('Agrégation de créneaux, cas d’erreur'),
  looksAt: 'OperationOutcome.issue',
  title: {
    fr: 'Un échec est expliqué par un OperationOutcome.',
    en: 'A failure is explained by an OperationOutcome.',
  },
  wrong: {
    fr: 'L’échec n’est pas expliqué par un OperationOutcome, avec la gravité et le code de chaque issue',
    en: 'The failure is not explained by an OperationOutcome with the severity and code of each issue',
  },
  remedy: {
    fr: 'Accompagnez chaque statut 4xx ou 5xx d’un OperationOutcome : une issue au moins, avec severity et code.',
    en: 'Send an OperationOutcome with each 4xx or 5xx: at least one issue, with severity and code.',
  },
  applies: ({ call }) => call.status >= 400,
  find: ({ call: { data } }) => findNoOutcome(data),
};
