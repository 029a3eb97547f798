const canonical = 'https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition';

/** Canonicals of the profiles of the SAS implementation guide that SOS Médecins vendors use. */
export const profiles = {
  /** Answer to the search of INT_SOS1. */
  bundle: `${canonical}/sas-sos-bundle-aggregator`,
  /** A free slot. */
  slot: `${canonical}/sas-sos-slot-aggregator`,
  /** The schedule of a place. */
  schedule: `${canonical}/sas-sos-schedule-aggregator`,
  /** A place. */
  location: `${canonical}/sas-sos-location-aggregator`,
  /** An association. */
  organization: `${canonical}/sas-sos-organization-aggregator`,
  /** A regulator. */
  practitioner: `${canonical}/FrPractitionerRegul`,
  /** An appointment reported to the platform. */
  appointment: `${canonical}/sas-sos-appointment`,
} as const;
