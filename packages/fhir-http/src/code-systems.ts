/** Code systems of the flows, by use. */
export const codeSystems = {
  /** `Slot.meta.security`: who a slot is for. */
  slotType: 'https://mos.esante.gouv.fr/NOS/TRE_R314-TypeCreneau/FHIR/TRE-R314-TypeCreneau',
  /** `Slot.serviceType`: how the patient is seen. */
  consultation: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  /** `Slot.appointmentType`: whether a slot requires booking. */
  booking: 'http://terminology.hl7.org/CodeSystem/v2-0276',
  /** `Slot.specialty`: reasons for consulting, when coded. */
  reason:
    'https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale',
  /** `identifier.type` on Organization and Location. */
  structureIdentifierType: 'http://interopsante.org/fhir/CodeSystem/fr-location-identifier-type',
  /** `identifier.type` on Practitioner and Appointment. */
  personIdentifierType: 'http://interopsante.org/fhir/CodeSystem/fr-v2-0203',
} as const;
