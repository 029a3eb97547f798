import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import type { AppointmentLife } from './appointment-life.js';

/** A closed appointment is not opened again. */
export const appointmentsReopened: Rule<AppointmentLife> = {
  id: 'appointments.reopened',
  level: 'good-practice',
  source: byHand('Ordre des remontées d’un rendez-vous'),
  looksAt: 'Appointment.status',
  title: { fr: 'Le statut suit celui d’avant.', en: 'The status follows the previous one.' },
  wrong: {
    fr: 'Le rendez-vous était clos (annulé, honoré ou non) : est-ce bien le dernier état ?',
    en: 'The appointment was closed (cancelled, honoured or not): is this really its last state?',
  },
  remedy: {
    fr: 'Envoyez les changements d’un rendez-vous dans leur ordre, l’un après la réponse à l’autre.',
    en: 'Send the changes of an appointment in order, each after the answer to the one before.',
  },
  find: ({ appointment: { status }, known }) => {
    const before = known.at(-1)?.status;
    const wasClosed = before === 'cancelled' || before === 'fulfilled' || before === 'noshow';
    return wasClosed && (status === 'pending' || status === 'booked') ? [{}] : [];
  },
};
