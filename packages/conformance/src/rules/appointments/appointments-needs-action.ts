import type { Appointment } from 'fhir/r4.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { contradictory } from './report-fault.js';

/** A participant `needs-action` implies the status `pending`. */
export const appointmentsNeedsAction: Rule<Appointment> = {
  id: 'appointments.needs-action',
  level: 'official-fails',
  source: kitSos('Rendez-vous, statut du participant'),
  check: 34,
  looksAt: 'Appointment.status, Appointment.participant.status',
  title: {
    fr: 'Le statut du rendez-vous et celui des participants vont ensemble.',
    en: 'The status of the appointment and of its participants go together.',
  },
  wrong: {
    fr: '« needs-action » ne va qu’avec un rendez-vous « pending »',
    en: '`needs-action` only goes with an appointment `pending`',
  },
  remedy: {
    fr: 'Tant que l’effecteur n’est pas connu, le rendez-vous est « pending » ; ensuite le participant est « accepted ».',
    en: 'As long as the effector is unknown, the appointment is `pending`; then the participant is `accepted`.',
  },
  find: ({ participant = [], status }) =>
    status === 'pending'
      ? []
      : participant.flatMap((item, index) =>
          item.status === 'needs-action'
            ? [
                contradictory(`Appointment.participant[${index}].status`, {
                  fr: '« needs-action » ne va qu’avec un rendez-vous « pending ».',
                  en: '`needs-action` only goes with an appointment `pending`.',
                }),
              ]
            : [],
        ),
};
