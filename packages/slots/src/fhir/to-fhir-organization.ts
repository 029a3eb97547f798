import { codeSystems, profiles } from '@sas-sos/fhir-http';
import type { Organization } from 'fhir/r4.js';
import type { ListedAssociation } from '../directory/directory.js';

/**
 * Converts an association to the Organization of the profile `sas-sos-organization-aggregator`.
 *
 * @see INT_SOS1, "Organization"
 */
export function toFhirOrganization(association: ListedAssociation): Organization {
  return {
    resourceType: 'Organization',
    id: association.fhirId,
    meta: { profile: [profiles.organization] },
    identifier: [
      {
        type: {
          coding: [
            { system: codeSystems.structureIdentifierType, code: association.siret.typeCode },
          ],
        },
        system: association.siret.system,
        value: association.siret.value,
      },
    ],
    name: association.name,
  };
}
