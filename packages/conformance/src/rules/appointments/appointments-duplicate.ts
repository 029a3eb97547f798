import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import type { AppointmentLife } from './appointment-life.js';

/** A POST does not create an appointment again. */
export const appointmentsDuplicate: Rule<AppointmentLife> = {
  id: 'appointments.duplicate',
  level: 'guide',
  source: guide('Remontée des rendez-vous, interactions'),
  looksAt: 'Appointment.identifier, HTTP method',
  title: { fr: 'Le rendez-vous n’existe qu’une fois.', en: 'The appointment exists only once.' },
  wrong: {
    fr: 'Un rendez-vous porte déjà cet identifiant : en voilà deux. Après un POST, tout changement et tout nouvel essai passe par PUT Appointment?identifier=',
    en: 'An appointment already has this identifier: now there are two. After a POST, every change and every retry is a PUT Appointment?identifier=',
  },
  remedy: {
    fr: 'Après un POST, même sans réponse, envoyez PUT Appointment?identifier=system|value.',
    en: 'After a POST, even an unanswered one, send PUT Appointment?identifier=system|value.',
  },
  applies: ({ interaction }) => interaction === 'create',
  find: ({ known }) => (known.length > 0 ? [{}] : []),
};
