import { type FhirResourceCapability, profiles } from '@sas-sos/fhir-http';

/** What is served on each resource type, for `/metadata`. */
export const slotResources: readonly FhirResourceCapability[] = [
  {
    type: 'Schedule',
    supportedProfile: profiles.schedule,
    interactions: ['read', 'search-type'],
    searchInclude: ['Schedule:actor:Location', 'Location:organization'],
    searchRevInclude: ['Slot:schedule'],
    searchParameters: [
      {
        name: '_has:Slot:schedule:start',
        type: 'date',
        documentation:
          'Début des créneaux : deux fois, avec ge puis avec le. Obligatoire, bornes comprises.',
      },
      {
        name: '_has:Slot:schedule:status',
        type: 'token',
        documentation: 'Statut des créneaux : free. Obligatoire.',
      },
      {
        name: 'actor:Location.organization.identifier',
        type: 'token',
        documentation:
          'Associations, par leur SIRET préfixé, séparées par des virgules. Obligatoire.',
      },
    ],
  },
  {
    type: 'Slot',
    supportedProfile: profiles.slot,
    interactions: ['read', 'search-type'],
    searchParameters: [
      { name: 'start', type: 'date', documentation: 'Début du créneau, avec ge ou le.' },
      { name: 'status', type: 'token', documentation: 'Statut du créneau : free.' },
      { name: 'schedule', type: 'reference', documentation: 'Agenda du lieu : Schedule/{id}.' },
    ],
  },
  {
    type: 'Location',
    supportedProfile: profiles.location,
    interactions: ['read', 'search-type'],
    searchInclude: ['Location:organization'],
    searchParameters: [
      { name: '_id', type: 'token', documentation: 'Lieux, par leur identifiant de ressource.' },
      {
        name: 'organization',
        type: 'reference',
        documentation: 'Association du lieu : Organization/{id}.',
      },
      {
        name: 'organization.identifier',
        type: 'token',
        documentation: 'Association du lieu, par son SIRET préfixé.',
      },
    ],
  },
  {
    type: 'Organization',
    supportedProfile: profiles.organization,
    interactions: ['read', 'search-type'],
    searchParameters: [
      {
        name: '_id',
        type: 'token',
        documentation: 'Associations, par leur identifiant de ressource.',
      },
      {
        name: 'identifier',
        type: 'token',
        documentation: 'Associations, par leur SIRET préfixé, séparées par des virgules.',
      },
    ],
  },
];
