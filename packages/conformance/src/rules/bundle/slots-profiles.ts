import { profiles } from '@sas-sos/fhir-http';
import type { AnsweredResource } from '../../read/search-set/search-set.js';
import { toFault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { profileOf } from './profile-of.js';

/** Each resource declares the profile of its type, and the Bundle its own; no other. */
export const slotsProfiles: Rule<ReadAnswer> = {
  id: 'slots.profiles',
  level: 'official-fails',
  source: kitSos('Agrégation, validité du Bundle et de chaque entrée'),
  check: 6,
  looksAt: 'meta.profile of each entry',
  title: {
    fr: 'Chaque ressource déclare le profil de son type, et lui seul.',
    en: 'Each resource declares the profile of its type, and no other.',
  },
  wrong: {
    fr: 'Le profil déclaré n’est pas celui du guide, ou n’est pas seul',
    en: 'The declared profile is not the one of the guide, or not the only one',
  },
  remedy: {
    fr: `Donnez à chaque ressource un seul meta.profile, par exemple ${profiles.slot} pour un Slot.`,
    en: `Give each resource exactly one meta.profile, such as ${profiles.slot} for a Slot.`,
  },
  find: ({ set: { entries } }) =>
    entries
      .map(({ resource }) => resource)
      .filter(isWithoutProfile)
      .map((resource) =>
        toFault(resource, 'meta.profile', {
          expected: profileOf(resource.type),
          received: resource.profiles.join(', '),
        }),
      ),
};

function isWithoutProfile({ type, profiles: declared }: AnsweredResource): boolean {
  const expected = profileOf(type);
  return expected !== undefined && (declared.length !== 1 || declared[0] !== expected);
}
