import type { Reason } from '@sas-sos/core';
import { codeSystems, profiles } from '@sas-sos/fhir-http';
import type { CodeableConcept, Coding, Slot } from 'fhir/r4.js';
import { cleanText } from '../clean-text.js';
import { audienceBits, consultationBits, type ListedSlot } from '../read-free-slot.js';
import type { MappingOptions } from './mapping-options.js';

/** How free-text reasons are coded. */
export type ReasonCoding = Pick<MappingOptions, 'freeTextReasonCode'>;

/**
 * Converts a slot to the Slot of the profile `sas-sos-slot-aggregator`.
 *
 * @see INT_SOS1, "Slot"
 */
export function toFhirSlot(slot: ListedSlot, options: ReasonCoding = {}): Slot {
  return {
    resourceType: 'Slot',
    id: slot.fhirId,
    meta: { profile: [profiles.slot], security: toSlotTypes(slot.audience) },
    serviceType: toServiceTypes(slot.consultation),
    ...(slot.reasons.length === 0
      ? {}
      : { specialty: slot.reasons.map((reason) => toSpecialty(reason, options)) }),
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

/** Converts a reason to an item of `Slot.specialty`. */
export function toSpecialty(reason: Reason, options: ReasonCoding = {}): CodeableConcept {
  if (typeof reason === 'string') {
    const { freeTextReasonCode: code = 'SM54' } = options;
    const text = cleanText(reason);
    return code === null ? { text } : { coding: [{ system: codeSystems.reason, code }], text };
  }
  const label = reason.label ? cleanText(reason.label) : undefined;
  const display = label === undefined ? {} : { display: label };
  return { coding: [{ system: codeSystems.reason, code: reason.code, ...display }] };
}
