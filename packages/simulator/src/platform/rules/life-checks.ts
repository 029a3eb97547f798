import type { Appointment } from 'fhir/r4.js';
import type { Check } from '../../exchanges/exchange.js';
import type { PlatformState, ReportedAppointment } from '../../state/platform-state.js';
import { operatorOf } from './operator-rule.js';

/** Looks at a report that is right by itself, beside what the platform knows already. */
export function checkLife(
  appointment: Appointment,
  context: {
    readonly state: PlatformState;
    readonly interaction: 'create' | 'update';
    /** Those that bear the same identifier. */
    readonly known: readonly ReportedAppointment[];
  },
): readonly Check[] {
  const { state, interaction, known } = context;
  const operator = operatorOf(appointment)?.toLowerCase();
  const isKnown = state.regulators.some(
    ({ nationalId, technicalId }) =>
      nationalId?.toLowerCase() === operator || technicalId.toLowerCase() === operator,
  );
  const isDuplicate = interaction === 'create' && known.length > 0;
  const before = known.at(-1)?.versions.at(-1)?.resource.status;
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
