import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { isStatement, type MetadataAnswer, readCapabilities } from './capabilities.js';

/** The statement declares the accounts of regulators. */
export const metadataStructure: Rule<MetadataAnswer> = {
  id: 'metadata.structure',
  level: 'guide',
  source: guide('CapabilityStatement SAS-GestionnaireStructure'),
  check: 3,
  looksAt: 'CapabilityStatement.rest.resource(Practitioner)',
  title: {
    fr: 'La gestion des comptes de régulateurs est déclarée.',
    en: 'The management of regulator accounts is declared.',
  },
  wrong: {
    fr: 'Une interaction des comptes de régulateurs n’est pas déclarée',
    en: 'An interaction of regulator accounts is not declared',
  },
  remedy: {
    fr: 'Déclarez Practitioner : create, update, updateCreate, conditionalUpdate, et le paramètre identifier.',
    en: 'Declare Practitioner: create, update, updateCreate, conditionalUpdate, and the parameter identifier.',
  },
  applies: isStatement,
  find: (answer) => {
    const at = 'CapabilityStatement.rest.resource(Practitioner)';
    const found = readCapabilities(answer).find(({ type }) => type === 'Practitioner');
    if (!found) return [{ element: at, expected: 'Practitioner' }];
    return [
      ...['create', 'update']
        .filter((code) => !found.interactions.includes(code))
        .map((expected) => ({ element: `${at}.interaction`, expected })),
      ...(found.updateCreate ? [] : [{ element: `${at}.updateCreate`, expected: 'true' }]),
      ...(found.conditionalUpdate
        ? []
        : [{ element: `${at}.conditionalUpdate`, expected: 'true' }]),
      ...(found.parameters.includes('identifier')
        ? []
        : [{ element: `${at}.searchParam`, expected: 'identifier' }]),
    ];
  },
};
