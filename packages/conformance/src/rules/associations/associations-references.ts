import { toFault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import type { PlaceAnswer } from './place-answer.js';

/** Each place leads to an association that comes along. */
export const associationsReferences: Rule<PlaceAnswer> = {
  id: 'associations.references',
  level: 'guide',
  source: guide('Profil sas-sos-location-aggregator, managingOrganization'),
  looksAt: 'Location.managingOrganization',
  title: {
    fr: 'Chaque lieu mène à une association qui l’accompagne.',
    en: 'Each place leads to an association that comes along.',
  },
  wrong: {
    fr: 'managingOrganization n’est pas de la forme « Organization/id », ou ne mène à rien',
    en: 'managingOrganization is not of the form `Organization/id`, or leads to nothing',
  },
  remedy: {
    fr: 'Écrivez « Organization/<id> », et joignez l’association (_include=Location:organization).',
    en: 'Write `Organization/<id>`, and include the association (_include=Location:organization).',
  },
  find: ({ set }) => {
    const references = new Set(set.organizations.map(({ id }) => `Organization/${id}`));
    return set.locations
      .filter(({ organization = '' }) => !references.has(organization))
      .map((location) =>
        toFault(location, 'managingOrganization.reference', { received: location.organization }),
      );
  },
};
