import type { Appointment } from 'fhir/r4.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { missing } from './report-fault.js';

/** The report says when the appointment was taken. */
export const appointmentsCreated: Rule<Appointment> = {
  id: 'appointments.created',
  level: 'good-practice',
  source: guide('Profil sas-sos-appointment, created'),
  looksAt: 'Appointment.created',
  title: {
    fr: 'La date de prise du rendez-vous est donnée.',
    en: 'The report says when the appointment was taken.',
  },
  wrong: {
    fr: 'La date de prise du rendez-vous manque',
    en: 'The date on which the appointment was taken is missing',
  },
  remedy: {
    fr: 'Donnez dans created l’instant de la réservation.',
    en: 'Give in created the instant of the booking.',
  },
  find: ({ created }) =>
    created === undefined
      ? [
          missing('Appointment.created', {
            fr: 'Dites quand le rendez-vous a été pris.',
            en: 'Say when the appointment was taken.',
          }),
        ]
      : [],
};
