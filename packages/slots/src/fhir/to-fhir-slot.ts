import { codeSystems, profiles, type Reason } from '@sas-sos/core';
import type { CodeableConcept, Coding, Slot } from 'fhir/r4.js';
import { cleanText } from '../clean-text.js';
import { audienceBits, consultationBits, type ListedSlot } from '../read-free-slot.js';

/**
 * Turns a slot into the Slot of the profile `sas-sos-slot-aggregator`.
 *
 * @see INT_SOS1, "Slot"
 */
export function toFhirSlot(slot: ListedSlot): Slot {
  return {
    resourceType: 'Slot',
    id: slot.fhirId,
    meta: { profile: [profiles.slot], security: toSlotTypes(slot.audience) },
    serviceType: toServiceTypes(slot.consultation),
    ...(slot.reasons.length === 0 ? {} : { specialty: slot.reasons.map(toSpecialty) }),
    appointmentType: {
      coding: [{ system: codeSystems.booking, code: slot.walkIn ? 'WALKIN' : 'ROUTINE' }],
    },
    schedule: { reference: `Schedule/${slot.place.fhirId}` },
    status: 'free',
    start: slot.start.text,
    end: slot.end.text,
    ...(slot.url === undefined ? {} : { comment: slot.url }),
  };
}

function toSlotTypes(audience: number): Coding[] {
  return [
    ...(audience & audienceBits.public ? [{ system: codeSystems.slotType, code: 'PUBLIC' }] : []),
    ...(audience & audienceBits.sas ? [{ system: codeSystems.slotType, code: 'SNP' }] : []),
  ];
}

function toServiceTypes(consultation: number): CodeableConcept[] {
  return [
    ...(consultation & consultationBits['on-site'] ? ['AMB'] : []),
    ...(consultation & consultationBits.remote ? ['VR'] : []),
    ...(consultation & consultationBits['home-visit'] ? ['HH'] : []),
  ].map((code) => ({ coding: [{ system: codeSystems.consultation, code }] }));
}

/** Turns a reason into what `Slot.specialty` holds. */
export function toSpecialty(reason: Reason): CodeableConcept {
  if (typeof reason === 'string') return { text: cleanText(reason) };
  const label = reason.label ? cleanText(reason.label) : undefined;
  return {
    coding: [
      {
        system: codeSystems.reason,
        code: reason.code,
        ...(label === undefined ? {} : { display: label }),
      },
    ],
  };
}
