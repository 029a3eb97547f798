import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { isStatement, type MetadataAnswer } from './capabilities.js';

/** The answer is a CapabilityStatement. */
export const metadataStatement: Rule<MetadataAnswer> = {
  id: 'metadata.statement',
  level: 'official-fails',
  source: kitSos('CapabilityStatement, ressource'),
  check: 3,
  looksAt: 'resourceType',
  title: {
    fr: 'La réponse est un CapabilityStatement.',
    en: 'The answer is a CapabilityStatement.',
  },
  wrong: {
    fr: 'La réponse n’est pas un CapabilityStatement',
    en: 'The answer is not a CapabilityStatement',
  },
  remedy: {
    fr: 'Répondez par une ressource CapabilityStatement, en JSON.',
    en: 'Answer with a CapabilityStatement resource, in JSON.',
  },
  find: (answer) =>
    isStatement(answer) ? [] : [{ element: 'resourceType', expected: 'CapabilityStatement' }],
};
