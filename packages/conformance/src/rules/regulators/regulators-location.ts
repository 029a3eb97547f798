import { clip } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { isAccepted, type RegulatorAnswer } from './regulator-answer.js';

const form =
  /^(?:https?:\/\/.*\/)?Practitioner\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;

/** `Location` says where the account is. */
export const regulatorsLocation: Rule<RegulatorAnswer> = {
  id: 'regulators.location',
  level: 'guide',
  source: guide('Gestion des comptes régulateurs, en-tête Location'),
  looksAt: 'header Location',
  title: {
    fr: 'L’en-tête Location dit où est le compte.',
    en: 'The header Location says where the account is.',
  },
  wrong: {
    fr: 'L’en-tête Location manque, ou n’est pas de la forme [base]/Practitioner/{id}',
    en: 'The header Location is missing, or not of the form [base]/Practitioner/{id}',
  },
  remedy: {
    fr: 'Répondez avec « Location: [base]/Practitioner/<id> » à une création comme à une mise à jour.',
    en: 'Answer with `Location: [base]/Practitioner/<id>` to a create as to an update.',
  },
  applies: isAccepted,
  find: ({ call: { status, headers }, isActive }) => {
    const location = headers.get('location') ?? '';
    const isNowhere = status === 200 && !isActive && location === '';
    if (isNowhere || form.test(location)) return [];
    return [
      { element: 'Location', expected: '[base]/Practitioner/{id}', received: clip(location) },
    ];
  },
};
