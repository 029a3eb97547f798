import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { findNoOutcome } from '../answer/find-no-outcome.js';
import type { RegulatorAnswer } from './regulator-answer.js';

/** A refusal is explained. */
export const regulatorsOutcome: Rule<RegulatorAnswer> = {
  id: 'regulators.outcome',
  level: 'guide',
  source: guide('Gestion des comptes régulateurs, cas d’erreur'),
  looksAt: 'OperationOutcome.issue',
  title: {
    fr: 'Un refus est expliqué par un OperationOutcome.',
    en: 'A refusal is explained by an OperationOutcome.',
  },
  wrong: {
    fr: 'Le refus n’est pas expliqué par un OperationOutcome',
    en: 'The refusal is not explained by an OperationOutcome',
  },
  remedy: {
    fr: 'Accompagnez chaque refus d’un OperationOutcome : une issue au moins, avec severity et code.',
    en: 'Send an OperationOutcome with each refusal: at least one issue, with severity and code.',
  },
  applies: ({ call }) => call.status >= 400,
  find: ({ call: { data } }) => findNoOutcome(data),
};
