import type { Appointment } from 'fhir/r4.js';
import type { Rule } from '../../rule/rule.js';
import { fhir } from '../../rule/rule-source.js';
import { contradictory } from './report-fault.js';

/** A cancellation reason goes with a cancellation. */
export const appointmentsCancelationReason: Rule<Appointment> = {
  id: 'appointments.cancelation-reason',
  level: 'official-fails',
  source: fhir('Appointment, invariant app-4'),
  check: 34,
  looksAt: 'Appointment.cancelationReason',
  title: {
    fr: 'Aucun motif d’annulation sans annulation.',
    en: 'No cancellation reason without a cancellation.',
  },
  wrong: {
    fr: 'Un motif d’annulation va avec un rendez-vous annulé ou non honoré',
    en: 'A cancellation reason goes with an appointment that is cancelled or not honoured',
  },
  remedy: {
    fr: 'N’envoyez pas cancelationReason : ce flux n’en a pas l’usage.',
    en: 'Do not send cancelationReason: this flow has no use for it.',
  },
  find: ({ cancelationReason, status }) =>
    cancelationReason && status !== 'cancelled' && status !== 'noshow'
      ? [
          contradictory('Appointment.cancelationReason', {
            fr: 'Un motif d’annulation va avec un rendez-vous annulé ou non honoré.',
            en: 'A cancellation reason goes with an appointment that is cancelled or not honoured.',
          }),
        ]
      : [],
};
