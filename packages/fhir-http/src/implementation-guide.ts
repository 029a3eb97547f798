const canonical = 'https://interop.esante.gouv.fr/ig/fhir/sas';

/** Canonicals of the SAS implementation guide, and of what it requires of a vendor's server. */
export const implementationGuide = {
  /** The guide itself. */
  canonical,
  /** Requirements on the search for slots: Schedule, Slot, Location, Organization. */
  agenda: `${canonical}/CapabilityStatement/SAS-GestionnaireAgenda-SOS`,
  /** Requirements on the accounts of regulators: Practitioner. */
  accounts: `${canonical}/CapabilityStatement/SAS-GestionnaireStructure`,
  /** The guide's own search parameter on the start of a slot. */
  slotStart: `${canonical}/SearchParameter/slot-sp-start`,
} as const;
