import type { Appointment } from 'fhir/r4.js';
import { toOperator } from '../../platform/appointments/find-operator.js';
import { toMomentOf } from './local-time.js';

const statuses: Readonly<Record<string, { readonly word: string; readonly tone: string }>> = {
  pending: { word: 'En attente', tone: 'careful' },
  booked: { word: 'Confirmé', tone: 'ok' },
  fulfilled: { word: 'Honoré', tone: 'ok' },
  noshow: { word: 'Non honoré', tone: 'bad' },
  cancelled: { word: 'Annulé', tone: 'off' },
};

/** The states of a report, in the order of their life. */
export const appointmentStates = Object.keys(statuses);

/** Returns the name of a state, and its style. */
export const toState = (status: string | undefined) =>
  statuses[status ?? ''] ?? { word: status ?? 'Sans état', tone: 'bad' };

/** Finds the national identifier of the effector. */
export const toEffector = ({ participant }: Appointment): string | undefined =>
  participant?.find(({ actor }) => actor?.identifier?.value)?.actor?.identifier?.value;

/** Describes what a report changed; empty if a person would see no change. */
export function toChanges(before: Appointment | undefined, after: Appointment): readonly string[] {
  if (!before) return [`${lower(toState(after.status).word)} pour le ${toMomentOf(after.start)}`];
  const [past, present] = [toEffector(before), toEffector(after)];
  const operators = [toOperator(before)?.value, toOperator(after)?.value];
  return [
    before.start !== after.start &&
      `déplacé du ${toMomentOf(before.start)} au ${toMomentOf(after.start)}`,
    before.start === after.start && before.end !== after.end && 'durée changée',
    before.status !== after.status && toTurn(after.status),
    past !== present &&
      (present === undefined
        ? 'effecteur retiré'
        : `effecteur ${past === undefined ? 'désigné' : 'remplacé'} : ${present}`),
    operators[0] !== operators[1] && 'régulateur changé',
  ].filter((text) => text !== false);
}

function toTurn(status: string | undefined): string {
  if (status === 'pending') return 'remis en attente';
  if (status === 'booked') return 'confirmé';
  return lower(toState(status).word);
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
