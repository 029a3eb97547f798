// What the guide's two CapabilityStatements of kind `requirements` ask of a vendor's server, in
// short, as its published repository has them (version 1.1.0).

const canonical = 'https://interop.esante.gouv.fr/ig/fhir/sas';
const fhir = 'http://hl7.org/fhir/SearchParameter';

/** What is required on a resource type. */
export interface RequiredResource {
  readonly type: string;
  /** Id of the profile. */
  readonly profile: string;
  readonly interactions: readonly string[];
  readonly flags?: readonly ('updateCreate' | 'conditionalUpdate')[];
  readonly searchInclude?: readonly string[];
  readonly searchRevInclude?: readonly string[];
  /** Definition and type of each search parameter: the guide's names are not those of a query. */
  readonly searchParameters: readonly (readonly [definition: string, type: string])[];
}

const read = ['read', 'search-type'];

/** The requirements, by the id of their statement. */
export const requiredStatements: Readonly<Record<string, readonly RequiredResource[]>> = {
  'SAS-GestionnaireAgenda-SOS': [
    {
      type: 'Schedule',
      profile: 'sas-sos-schedule-aggregator',
      interactions: read,
      searchInclude: ['Schedule:actor:Location', 'Location:organization'],
      searchRevInclude: ['Slot:schedule'],
      searchParameters: [
        [`${fhir}/Resource-has`, 'special'],
        [`${fhir}/Schedule-actor`, 'reference'],
      ],
    },
    {
      type: 'Slot',
      profile: 'sas-sos-slot-aggregator',
      interactions: read,
      searchParameters: [[`${canonical}/SearchParameter/slot-sp-start`, 'date']],
    },
    {
      type: 'Location',
      profile: 'sas-sos-location-aggregator',
      interactions: read,
      searchParameters: [[`${fhir}/Location-organization`, 'reference']],
    },
    {
      type: 'Organization',
      profile: 'sas-sos-organization-aggregator',
      interactions: read,
      searchParameters: [[`${fhir}/Organization-identifier`, 'token']],
    },
  ],
  'SAS-GestionnaireStructure': [
    {
      type: 'Practitioner',
      profile: 'FrPractitionerRegul',
      interactions: ['create', 'update'],
      flags: ['updateCreate', 'conditionalUpdate'],
      searchParameters: [[`${fhir}/Practitioner-identifier`, 'token']],
    },
  ],
};
