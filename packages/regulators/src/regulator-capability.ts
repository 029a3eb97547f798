import { type FhirResourceCapability, profiles } from '@sas-sos/fhir-http';

/** What the handler supports on Practitioner, for `/metadata`. */
export const regulatorCapability: FhirResourceCapability = {
  type: 'Practitioner',
  supportedProfile: profiles.practitioner,
  interactions: ['create', 'read', 'search-type'],
  conditionalUpdate: true,
  searchParameters: [
    {
      name: 'identifier',
      type: 'token',
      documentation:
        'Identifiant national ou technique du régulateur, système|valeur ; obligatoire.',
    },
  ],
};
