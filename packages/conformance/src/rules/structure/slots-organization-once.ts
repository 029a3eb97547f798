import { toFault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { hasOrganizations } from './structure-faults.js';

/** A SIRET has one Organization. */
export const slotsOrganizationOnce: Rule<ReadAnswer> = {
  id: 'slots.organization-once',
  level: 'official-fails',
  source: kitSos('Agrégation, une Organization par SIRET'),
  check: 8,
  looksAt: 'Organization.identifier',
  title: {
    fr: 'Il y a une seule association par SIRET.',
    en: 'There is one association per SIRET.',
  },
  wrong: {
    fr: 'Plusieurs associations pour un même SIRET',
    en: 'Several associations for the same SIRET',
  },
  remedy: {
    fr: 'Rattachez les lieux d’une association à la même Organization.',
    en: 'Attach the places of an association to the same Organization.',
  },
  applies: hasOrganizations,
  find: ({ set: { organizations } }) => {
    const seen = new Set<string>();
    return organizations
      .filter(({ identifiers: [identifier] }) => {
        const { value = '' } = identifier ?? {};
        const isRepeated = value !== '' && seen.has(value);
        seen.add(value);
        return isRepeated;
      })
      .map((organization) =>
        toFault(organization, 'identifier[0].value', {
          received: organization.identifiers[0]?.value,
        }),
      );
  },
};
