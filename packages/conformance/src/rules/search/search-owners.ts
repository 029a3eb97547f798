import { toFault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { ExpectedAnswer } from './expected-set.js';

/** Every association that was asked for is there, and owns a place. */
export const searchOwners: Rule<ExpectedAnswer> = {
  id: 'search.owners',
  level: 'official-fails',
  source: kitSos('Agrégation, références vers la bonne ressource'),
  check: 13,
  looksAt: 'Organization.identifier, Location.managingOrganization',
  title: {
    fr: 'Chaque association demandée est là, avec ses lieux.',
    en: 'Each requested association is there, with its places.',
  },
  wrong: {
    fr: 'Une association demandée manque, ou n’a aucun lieu dans la réponse',
    en: 'A requested association is missing, or has no place in the answer',
  },
  remedy: {
    fr: 'Rattachez chaque Location à son association par managingOrganization.reference.',
    en: 'Attach each Location to its association by managingOrganization.reference.',
  },
  find: ({ set: { organizations, locations }, query: { sirets } }) => {
    const values = organizations.flatMap(({ identifiers }) =>
      identifiers.flatMap(({ value }) => value ?? []),
    );
    const owners = new Set(locations.map(({ organization }) => organization));
    return [
      ...sirets
        .filter((siret) => !values.includes(siret))
        .map((siret) => ({ element: 'Organization.identifier', expected: siret })),
      ...organizations
        .filter(({ id }) => !owners.has(`Organization/${id}`))
        .map((organization) => toFault(organization)),
    ];
  },
};
