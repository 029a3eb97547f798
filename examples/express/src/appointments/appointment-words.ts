import type { StoredAppointmentReport } from '@sas-sos/appointments';
import type { RegulatorAccount } from '@sas-sos/core';
import { toMoment } from '../pages/local-time.js';
import { toKindName } from '../pages/words.js';
import { toFullName } from '../staff/regulator-words.js';
import type { StoredPlace } from '../store/store.js';
import type { Appointment } from './appointment.js';
import type { Unbookable } from './bookable-slot.js';
import { toShortRpps } from './parse-rpps.js';

type State = StoredAppointmentReport['state'];

// Labels of appointments and of their reports on the pages.
const statuses: Readonly<Record<Appointment['status'], string>> = {
  pending: 'En attente',
  booked: 'Confirmé',
  fulfilled: 'Honoré',
  noshow: 'Non honoré',
  cancelled: 'Annulé',
};
const states: Readonly<Record<State, string>> = {
  waiting: 'Pas encore transmis',
  delivered: 'Transmis',
  aside: 'Mis de côté',
  dropped: 'Abandonné',
};
const actions = {
  mend: 'Corrigé et renvoyé',
  resend: 'Renvoyé tel quel',
  drop: 'Abandonné',
} as const;
/** What an answer of the platform means to a regulator. */
const answers: Readonly<Record<Exclude<State, 'delivered'>, string>> = {
  waiting: 'La plateforme n’a pas encore accepté l’envoi ; il sera renouvelé.',
  aside:
    'La plateforme a refusé l’envoi ; le secrétariat s’en occupe. Le rendez-vous reste valable.',
  dropped: 'La plateforme a refusé l’envoi.',
};
const reasons: Readonly<Record<Unbookable, string>> = {
  'not-for-sas': 'Ce créneau n’est pas proposé au SAS.',
  'walk-in':
    'Ce créneau est sans rendez-vous : il n’y a rien à réserver, le patient peut se présenter.',
  past: 'Ce créneau est passé : il ne peut plus être réservé.',
  taken: 'Ce créneau n’est plus libre.',
};

export const toAppointmentStatus = (status: Appointment['status']): string => statuses[status];
/** The kind of consultation of an appointment, for lists. */
export const toKindText = ({ consultation }: Pick<Appointment, 'consultation'>): string =>
  consultation === null ? 'non précisé' : toKindName(consultation);
export const toReportState = (state: State): string => states[state];
export const toAction = (action: keyof typeof actions): string => actions[action];
export const toUnbookable = (reason: Unbookable): string => reasons[reason];

/** The colour of a state, never the only sign of it: the word is shown too. */
export const toStatusClass = (status: Appointment['status']): string =>
  ({
    pending: 'booked',
    booked: 'booked',
    fulfilled: 'free',
    noshow: 'blocked',
    cancelled: 'blocked',
  })[status];
export const toStateClass = (state: State): string =>
  ({ waiting: 'blocked', delivered: 'free', aside: 'booked', dropped: 'blocked' })[state];

/** The time zone of a place; Paris time when the place is no longer in the agenda. */
export const zoneOf = (place: StoredPlace | undefined): string => place?.timeZone ?? 'Europe/Paris';

export const toEffector = (effector: string | null): string =>
  effector === null ? 'pas encore désigné' : `RPPS ${toShortRpps(effector)}`;

/** Who took an appointment: the name, or the identifiers of that time if the account is gone. */
export function toRegulatorName(
  { regulator }: Appointment,
  account: RegulatorAccount | undefined,
): string {
  if (account) return toFullName(account);
  const { nationalId, technicalId } = regulator;
  const identifier = nationalId === null ? technicalId : toShortRpps(nationalId);
  return `compte supprimé (${identifier ?? 'sans identifiant'})`;
}

/**
 * Why a report was not delivered, in words; the platform's own text is not included. The staff, who
 * correct reports, read the status of the answer too.
 */
export function toFailure(
  { failure, state }: StoredAppointmentReport,
  isStaff: boolean,
): string | undefined {
  if (!failure || state === 'delivered') return undefined;
  if (failure.status !== undefined) {
    return isStaff ? `La plateforme a répondu ${failure.status}.` : answers[state];
  }
  return failure.code === 'SAS_PLATFORM_UNAVAILABLE'
    ? 'La plateforme n’a pas répondu.'
    : 'L’envoi a échoué.';
}

/** `le 1er décembre 2026 à 09:30`, in Paris time, from an ISO 8601 instant. */
export const toWhen = (iso: string): string => `le ${toMoment(Date.parse(iso))}`;

export const toAttempts = (count: number): string =>
  `${count} ${count > 1 ? 'tentatives' : 'tentative'}`;

/** Writes a duration: `3 minutes`. */
export function toDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const [count, unit] =
    seconds < 60
      ? [seconds, 'seconde']
      : seconds < 3600
        ? [Math.floor(seconds / 60), 'minute']
        : seconds < 172_800
          ? [Math.floor(seconds / 3600), 'heure']
          : [Math.floor(seconds / 86_400), 'jour'];
  return `${count} ${unit}${count > 1 ? 's' : ''}`;
}
