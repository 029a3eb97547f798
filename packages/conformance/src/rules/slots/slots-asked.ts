import { toFault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { SlotAnswer } from './slot-answer.js';

/** Only associations that were asked for come back. */
export const slotsAsked: Rule<SlotAnswer> = {
  id: 'slots.asked',
  level: 'official-fails',
  source: kitSos('Agrégation, SIRET de l’organisation'),
  check: 12,
  looksAt: 'Organization.identifier',
  title: {
    fr: 'Seules les associations demandées sont là.',
    en: 'Only the requested associations are there.',
  },
  wrong: {
    fr: 'Cette association n’a pas été demandée',
    en: 'This association was not asked for',
  },
  remedy: {
    fr: 'Ne renvoyez que les associations de actor:Location.organization.identifier, identifiées par « 3 » et leur SIRET.',
    en: 'Return only the associations of actor:Location.organization.identifier, identified by `3` and their SIRET.',
  },
  applies: ({ set }) => set.organizations.length > 0,
  find: ({ set: { organizations }, query: { sirets } }) =>
    organizations
      .filter(({ identifiers }) => !identifiers.some(({ value = '' }) => sirets.includes(value)))
      .map((organization) =>
        toFault(organization, 'identifier', {
          received: organization.identifiers.map(({ value = '?' }) => value).join(', '),
        }),
      ),
};
