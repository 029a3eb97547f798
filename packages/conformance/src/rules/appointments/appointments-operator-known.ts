import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import type { AppointmentLife } from './appointment-life.js';
import { operatorOf } from './appointments-operator.js';

/** The regulator is one that the platform announced. */
export const appointmentsOperatorKnown: Rule<AppointmentLife> = {
  id: 'appointments.operator-known',
  level: 'good-practice',
  source: guide('Remontée des rendez-vous, FrAppointmentOperator'),
  looksAt: 'Appointment.extension(FrAppointmentOperator)',
  title: {
    fr: 'Le régulateur est connu de la plateforme.',
    en: 'The platform knows the regulator.',
  },
  wrong: {
    fr: 'Le régulateur n’est pas de ceux que la plateforme a transmis (INT_R02)',
    en: 'The regulator is not among those that the platform sent (INT_R02)',
  },
  remedy: {
    fr: 'Renvoyez l’identifiant tel que la plateforme l’a transmis, avec son préfixe.',
    en: 'Send the identifier as the platform sent it, with its prefix.',
  },
  find: ({ appointment, regulators }) => {
    const operator = operatorOf(appointment)?.toLowerCase();
    const isKnown = regulators.some((identifier) => identifier.toLowerCase() === operator);
    return isKnown ? [] : [{}];
  },
};
