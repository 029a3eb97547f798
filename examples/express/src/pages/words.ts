import type { Audience, Booking, Consultation, DayOfWeek, Reason } from '@sas-sos/core';
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
  'on-site': 'sur place',
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
const days: Readonly<Record<DayOfWeek, string>> = {
  mon: 'lundi',
  tue: 'mardi',
  wed: 'mercredi',
  thu: 'jeudi',
  fri: 'vendredi',
  sat: 'samedi',
  sun: 'dimanche',
};

const list = new Intl.ListFormat('fr', { type: 'unit', style: 'short' });

export const toAudience = ({ audience }: StoredSlot): string =>
  list.format(audience.map((name) => audiences[name]));
export const toConsultation = ({ consultation }: StoredSlot): string =>
  list.format(consultation.map((name) => consultations[name]));
export const toBooking = ({ booking }: StoredSlot): string => bookings[booking];
export const toStatus = ({ status }: StoredSlot): string => statuses[status];
export const toDays = (week: readonly DayOfWeek[]): string =>
  list.format(week.map((day) => days[day]));
export const toReasons = ({ reasons }: StoredSlot): string =>
  reasons.length === 0 ? 'tous motifs' : list.format(reasons.map(toReason));

function toReason(reason: Reason): string {
  if (typeof reason === 'string') return reason;
  return reason.label ? `${reason.label} (${reason.code})` : reason.code;
}
