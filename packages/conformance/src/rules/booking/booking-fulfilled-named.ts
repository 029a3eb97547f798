import type { Appointment } from 'fhir/r4.js';
import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import { appointmentsEffector } from '../appointments/appointments-effector.js';

/** No appointment is reported as fulfilled without its doctor. */
export const bookingFulfilledNamed: Rule<{ readonly report: Appointment | undefined }> = {
  id: 'booking.fulfilled-named',
  level: 'guide',
  source: byHand('Rendez-vous honoré sans RPPS'),
  looksAt: 'Appointment.status, Appointment.participant',
  title: {
    fr: 'Aucun rendez-vous n’est remonté honoré sans RPPS.',
    en: 'No appointment is reported as fulfilled without an RPPS.',
  },
  wrong: {
    fr: 'Un rendez-vous est remonté honoré sans RPPS',
    en: 'An appointment is reported as fulfilled without an RPPS',
  },
  remedy: {
    fr: 'Exigez le RPPS du médecin avant de déclarer un rendez-vous honoré.',
    en: 'Require the RPPS of the doctor before an appointment is declared fulfilled.',
  },
  find: ({ report }) => (report?.status === 'fulfilled' ? appointmentsEffector.find(report) : []),
};
