import { toFaults } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { fhir } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';

/** Each resource is there once. */
export const slotsDuplicates: Rule<ReadAnswer> = {
  id: 'slots.duplicates',
  level: 'guide',
  source: fhir('Bundle, invariant bdl-7'),
  looksAt: 'Bundle.entry.resource.id',
  title: {
    fr: 'Chaque ressource n’apparaît qu’une fois.',
    en: 'Each resource appears only once.',
  },
  wrong: {
    fr: 'Ces ressources viennent plus d’une fois',
    en: 'These resources appear several times',
  },
  remedy: {
    fr: 'Ne renvoyez qu’une fois chaque ressource, même si plusieurs créneaux y mènent.',
    en: 'Return each resource once, even if several slots refer to it.',
  },
  find: ({ set: { entries } }) => {
    const seen = new Set<string>();
    const repeated = entries.flatMap(({ resource }) => {
      const key = `${resource.type}/${resource.id}`;
      const isRepeated = resource.id !== undefined && seen.has(key);
      seen.add(key);
      return isRepeated ? [resource] : [];
    });
    return toFaults(repeated);
  },
};
