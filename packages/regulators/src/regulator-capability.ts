import { type FhirResourceCapability, profiles } from '@sas-sos/fhir-http';

/** What the handler supports on Practitioner, for `/metadata`. */
export const regulatorCapability: FhirResourceCapability = {
  type: 'Practitioner',
  supportedProfile: profiles.practitioner,
  documentation:
    "La mise à jour désigne le compte par son identifiant : PUT Practitioner?identifier=système|valeur. Un compte inconnu est créé. PUT Practitioner/{id} n'est pas servi.",
  interactions: ['create', 'read', 'search-type'],
  conditionalUpdate: true,
  updateCreate: true,
  searchParameters: [
    {
      name: 'identifier',
      type: 'token',
      definition: 'http://hl7.org/fhir/SearchParameter/Practitioner-identifier',
      documentation:
        'Identifiant national ou technique du régulateur, système|valeur ; obligatoire.',
    },
  ],
};
