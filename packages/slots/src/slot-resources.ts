import {
  type FhirResourceCapability,
  type FhirSearchParameter,
  implementationGuide,
  profiles,
} from '@sas-sos/fhir-http';

/** Canonical of a parameter that FHIR itself defines. */
function ofFhir(name: string): string {
  return `http://hl7.org/fhir/SearchParameter/${name}`;
}

/** The window and the status, by their names in the guide's table and after `_has`. */
function slotFilters(prefix: string, rule: string): readonly FhirSearchParameter[] {
  return [
    {
      name: `${prefix}start`,
      type: 'date',
      definition: implementationGuide.slotStart,
      documentation: `Début des créneaux : deux fois, avec ge puis avec le, bornes comprises. ${rule}`,
    },
    {
      name: `${prefix}status`,
      type: 'token',
      definition: ofFhir('Slot-status'),
      documentation: `Statut des créneaux : free. ${rule}`,
    },
  ];
}

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
        name: '_has',
        type: 'special',
        definition: ofFhir('Resource-has'),
        documentation: 'Agendas par leurs créneaux : _has:Slot:schedule:start et :status.',
      },
      ...slotFilters('_has:Slot:schedule:', 'Obligatoire.'),
      ...slotFilters('', 'Autre nom du paramètre _has ; les deux ensemble valent tous deux.'),
      {
        name: 'actor',
        type: 'reference',
        definition: ofFhir('Schedule-actor'),
        documentation: 'Lieu, par son association : actor:Location.organization.identifier.',
      },
      {
        name: 'actor:Location.organization.identifier',
        type: 'token',
        definition: ofFhir('Organization-identifier'),
        documentation:
          'Associations, par leur SIRET préfixé, séparées par des virgules. Obligatoire.',
      },
    ],
  },
  {
    type: 'Slot',
    supportedProfile: profiles.slot,
    interactions: ['read', 'search-type'],
    searchInclude: ['Slot:schedule', 'Schedule:actor:Location', 'Location:organization'],
    searchParameters: [
      {
        name: 'start',
        type: 'date',
        definition: implementationGuide.slotStart,
        documentation: 'Début du créneau, avec ge ou le.',
      },
      {
        name: 'status',
        type: 'token',
        definition: ofFhir('Slot-status'),
        documentation: 'Statut du créneau : free.',
      },
      {
        name: 'schedule',
        type: 'reference',
        definition: ofFhir('Slot-schedule'),
        documentation: 'Agenda du lieu : Schedule/{id}.',
      },
    ],
  },
  {
    type: 'Location',
    supportedProfile: profiles.location,
    interactions: ['read', 'search-type'],
    searchInclude: ['Location:organization'],
    searchParameters: [
      {
        name: '_id',
        type: 'token',
        definition: ofFhir('Resource-id'),
        documentation: 'Lieux, par leur identifiant de ressource.',
      },
      {
        name: 'organization',
        type: 'reference',
        definition: ofFhir('Location-organization'),
        documentation: 'Association du lieu : Organization/{id}.',
      },
      {
        name: 'organization.identifier',
        type: 'token',
        definition: ofFhir('Organization-identifier'),
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
        definition: ofFhir('Resource-id'),
        documentation: 'Associations, par leur identifiant de ressource.',
      },
      {
        name: 'identifier',
        type: 'token',
        definition: ofFhir('Organization-identifier'),
        documentation: 'Associations, par leur SIRET préfixé, séparées par des virgules.',
      },
    ],
  },
];
