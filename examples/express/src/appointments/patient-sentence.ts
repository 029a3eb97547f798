import type { Consultation } from '@sas-sos/core';
import { toDate, toTime } from '../pages/local-time.js';
import { toZoneNote } from '../pages/place-time.js';
import type { StoredPlace } from '../store/store.js';
import type { Appointment } from './appointment.js';

/** Writes what the regulator reads out to the patient. */
export function toPatientSentence(
  { startsAt, endsAt }: Pick<Appointment, 'startsAt' | 'endsAt'>,
  kind: Consultation,
  { name, associationName, phone, address, timeZone }: StoredPlace,
): string {
  const local = toZoneNote(startsAt, timeZone) === undefined ? '' : ' (heure locale)';
  const day = toDate(startsAt, timeZone);
  const from = toTime(startsAt, timeZone);
  const who = `un médecin de l’association ${associationName} (${name})`;
  const where = `${name}, ${address.line}, ${address.postalCode} ${address.city}`;
  const call = phone ? ` En cas d’empêchement, appelez le ${phone}.` : '';
  switch (kind) {
    case 'on-site':
      return `Vous avez rendez-vous le ${day} à ${from}${local}, au cabinet : ${where}.${call}`;
    case 'remote':
      return `Vous avez une téléconsultation le ${day} à ${from}${local} avec ${who}. Vous n’avez pas à vous déplacer.${call}`;
    case 'home-visit':
      return `${who.charAt(0).toUpperCase()}${who.slice(1)} passera à votre domicile le ${day}, entre ${from} et ${toTime(endsAt, timeZone)}${local}. Vous n’avez pas à vous déplacer.${call}`;
  }
}
