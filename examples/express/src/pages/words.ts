import type { Audience, Booking, Consultation, Reason } from '@sas-sos/core';
import type { SlotStatus, StoredSlot } from '../store/store.js';

// Labels of the agenda's values on the pages.
const audiences: Readonly<Record<Audience, string>> = {
  public: 'tout public',
  sas: 'régulateurs du SAS',
  samu: 'SAMU',
  patients: 'patientèle du centre',
  professionals: 'professionnels de santé',
};
const consultations: Readonly<Record<Consultation, string>> = {
  'on-site': 'consultation au cabinet',
  remote: 'téléconsultation',
  'home-visit': 'visite à domicile',
};
const bookings: Readonly<Record<Booking, string>> = {
  appointment: 'sur rendez-vous',
  'walk-in': 'sans rendez-vous',
};
const statuses: Readonly<Record<SlotStatus, string>> = {
  free: 'Libre',
  booked: 'Réservé',
  blocked: 'Indisponible',
};

const list = new Intl.ListFormat('fr', { type: 'unit', style: 'short' });

export const toAudience = ({ audience }: StoredSlot): string =>
  list.format(audience.map((name) => audiences[name]));
/** The name of a kind of consultation. */
export const toKindName = (kind: Consultation): string => consultations[kind];
/** Parses the kind of consultation of a form; `undefined` if there is no such kind. */
export const parseKind = (text: string): Consultation | undefined =>
  Object.hasOwn(consultations, text) ? (text as Consultation) : undefined;
export const toConsultation = ({ consultation }: Pick<StoredSlot, 'consultation'>): string =>
  consultation.length === 0 ? 'non précisé' : list.format(consultation.map(toKindName));
export const toBooking = ({ booking }: StoredSlot): string => bookings[booking];
export const toStatus = ({ status }: StoredSlot): string => statuses[status];
export const toReasons = ({ reasons }: StoredSlot): string =>
  reasons.length === 0 ? 'tous motifs' : reasons.map(toReason).join(', ');

function toReason(reason: Reason): string {
  if (typeof reason === 'string') return reason;
  return reason.label || reason.code;
}
