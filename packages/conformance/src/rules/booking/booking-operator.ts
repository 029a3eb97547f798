import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { operatorOf } from '../appointments/appointments-operator.js';
import type { ReportWait } from './booking-evidence.js';

/** The report names the regulator who booked. */
export const bookingOperator: Rule<ReportWait> = {
  id: 'booking.operator',
  level: 'guide',
  source: guide('Remontée des rendez-vous, FrAppointmentOperator'),
  looksAt: 'Appointment.extension(FrAppointmentOperator)',
  title: {
    fr: 'La transmission désigne le régulateur qui a réservé.',
    en: 'The report names the regulator who booked.',
  },
  wrong: {
    fr: 'La transmission désigne un autre que le régulateur qui a réservé',
    en: 'The report names somebody else than the regulator who booked',
  },
  remedy: {
    fr: 'Gardez avec le rendez-vous le compte de la session qui l’a pris.',
    en: 'Keep with the appointment the account of the session that took it.',
  },
  applies: ({ report }) => report !== undefined,
  find: ({ report, regulator }) => {
    const operator = report && operatorOf(report);
    return operator !== undefined && regulator.includes(operator)
      ? []
      : [{ element: 'Appointment.extension', path: 'Appointment.extension[0]' }];
  },
};
