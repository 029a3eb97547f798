import { toFaults } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { profileOf } from './profile-of.js';

/** No resource of another type. */
export const slotsResourceTypes: Rule<ReadAnswer> = {
  id: 'slots.resource-types',
  level: 'official-fails',
  source: kitSos('Agrégation, validité du Bundle (tranches de sas-sos-bundle-aggregator)'),
  check: 6,
  looksAt: 'Bundle.entry.resource',
  title: {
    fr: 'Il n’y a que des ressources attendues.',
    en: 'There are only resources of the expected types.',
  },
  wrong: {
    fr: 'Ces ressources n’ont rien à faire dans la réponse',
    en: 'These resources do not belong in the answer',
  },
  remedy: {
    fr: 'Ne renvoyez que des Schedule, Slot, Location et Organization.',
    en: 'Return only Schedule, Slot, Location and Organization.',
  },
  find: ({ set: { entries } }) =>
    toFaults(
      entries.map(({ resource }) => resource).filter(({ type }) => profileOf(type) === undefined),
    ),
};
