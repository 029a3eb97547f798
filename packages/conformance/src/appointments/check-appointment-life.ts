import type { Appointment } from 'fhir/r4.js';
import type { Check } from '../check.js';
import { operatorOf } from './operator-rule.js';

/** What the platform knows when a report arrives. */
export interface AppointmentContext {
  readonly interaction: 'create' | 'update';
  /** Identifiers of the regulators that the platform announced, national and technical. */
  readonly regulators: readonly string[];
  /** The last state of each appointment that has the same identifier, earliest first. */
  readonly known: readonly Appointment[];
}

/** Compares a valid report with what the platform already knows. */
export function checkAppointmentLife(
  appointment: Appointment,
  { interaction, regulators, known }: AppointmentContext,
): readonly Check[] {
  const operator = operatorOf(appointment)?.toLowerCase();
  const isKnown = regulators.some((identifier) => identifier.toLowerCase() === operator);
  const isDuplicate = interaction === 'create' && known.length > 0;
  const before = known.at(-1)?.status;
  const isReopened =
    (before === 'cancelled' || before === 'fulfilled' || before === 'noshow') &&
    (appointment.status === 'pending' || appointment.status === 'booked');
  return [
    {
      rule: 'appointments.duplicate',
      severity: 'error',
      passed: !isDuplicate,
      message: isDuplicate
        ? 'Un rendez-vous porte déjà cet identifiant : en voilà deux. Après un POST, tout changement et tout nouvel essai passe par PUT Appointment?identifier=.'
        : 'Le rendez-vous n’existe qu’une fois.',
    },
    {
      rule: 'appointments.operator-known',
      severity: 'warning',
      passed: isKnown,
      message: isKnown
        ? 'Le régulateur est connu de la plateforme.'
        : 'Le régulateur n’est pas de ceux que la plateforme a transmis (INT_R02).',
    },
    {
      rule: 'appointments.reopened',
      severity: 'warning',
      passed: !isReopened,
      message: isReopened
        ? 'Le rendez-vous était clos (annulé, honoré ou non) : est-ce bien le dernier état ?'
        : 'Le statut suit celui d’avant.',
    },
  ];
}
