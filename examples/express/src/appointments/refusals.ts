import type { Response } from 'express';
import { refusalPage } from '../pages/refusal-page.js';
import { send } from '../pages/send.js';
import { sendError } from '../pages/send-error.js';
import { signedInOf } from '../session/signed-in.js';
import type { ChangeOutcome } from '../store/appointment-book.js';
import { toAgendaPath } from '../store/slot-columns.js';
import type { StoredPlace } from '../store/store.js';
import type { Appointment } from './appointment.js';
import { toAppointmentPath } from './appointment-path.js';
import { toAppointmentStatus, toUnbookable } from './appointment-words.js';
import type { Unbookable } from './bookable-slot.js';

type Refused = Exclude<ChangeOutcome['outcome'], 'done' | 'same' | 'unknown'>;

const slotRefused = 'Créneau non disponible';

const refusals: Readonly<
  Record<Refused, { readonly status: number; readonly title: string; readonly text: string }>
> = {
  'effector-missing': {
    status: 422,
    title: 'Numéro RPPS attendu',
    text: 'Indiquez le numéro RPPS du médecin : 11 chiffres, ou 12 avec le 8 qui le précède. Rien n’a été enregistré.',
  },
  'slot-taken': { status: 409, title: slotRefused, text: toUnbookable('taken') },
  'kind-not-offered': {
    status: 409,
    title: slotRefused,
    text: 'Ce créneau n’est plus proposé pour ce type de consultation. Rien n’a été enregistré.',
  },
  impossible: {
    status: 409,
    title: 'Changement impossible',
    text: 'Ce rendez-vous a changé entre-temps. Rien n’a été enregistré.',
  },
};

/** Answers a change: redirects to the appointment, or says why it was not made. */
export function sendOutcome(
  response: Response,
  appointment: Appointment,
  outcome: ChangeOutcome['outcome'],
): void {
  if (outcome === 'done' || outcome === 'same') {
    response.redirect(303, toAppointmentPath(appointment.id));
  } else if (outcome === 'unknown') {
    sendError(response, 404);
  } else {
    const refusal = refusals[outcome];
    // Another tab, or the staff, was faster.
    const state = `Ce rendez-vous est maintenant dans l’état « ${toAppointmentStatus(appointment.status)} » : ce changement n’est plus possible. Rien n’a été enregistré.`;
    const text = outcome === 'impossible' ? state : refusal.text;
    sendRefusal(response, appointment, { ...refusal, text });
  }
}

/** Answers that an appointment cannot be moved to a slot, and why. */
export function sendNotMoved(
  response: Response,
  appointment: Appointment,
  reason: Unbookable,
): void {
  const text = toUnbookable(reason);
  sendRefusal(response, appointment, { status: 409, title: slotRefused, text });
}

function sendRefusal(
  response: Response,
  { id }: Appointment,
  { status, title, text }: (typeof refusals)[Refused],
): void {
  const back = { path: toAppointmentPath(id), text: 'Revenir au rendez-vous' };
  send(response, status, refusalPage({ title, text, back, signedIn: signedInOf(response) }));
}

/** Answers that a slot was not booked, and why. */
export function sendNotBooked(
  response: Response,
  place: StoredPlace,
  reason: Unbookable | 'kind-not-offered',
): void {
  const signedIn = signedInOf(response);
  const back = { path: toAgendaPath(place.id), text: `Choisir un autre créneau – ${place.name}` };
  const text = reason === 'kind-not-offered' ? refusals[reason].text : toUnbookable(reason);
  send(response, 409, refusalPage({ title: 'Créneau non réservé', text, back, signedIn }));
}

/** Answers 403: the person is not allowed to do this, others are. */
export function sendForbidden(response: Response, text: string): void {
  const signedIn = signedInOf(response);
  const back = { path: '/', text: 'Voir tous les lieux de consultation' };
  send(response, 403, refusalPage({ title: 'Accès refusé', text, back, signedIn }));
}
