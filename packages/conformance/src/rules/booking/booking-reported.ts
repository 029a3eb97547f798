import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import type { ReportWait } from './booking-evidence.js';

/** A change of an appointment is reported to the platform. */
export const bookingReported: Rule<ReportWait> = {
  id: 'booking.reported',
  level: 'guide',
  source: guide('Remontée des rendez-vous, évènements'),
  looksAt: 'POST or PUT Appointment',
  title: {
    fr: 'Le changement du rendez-vous arrive à la plateforme.',
    en: 'The change of the appointment arrives at the platform.',
  },
  wrong: {
    fr: 'La plateforme n’a pas reçu de transmission de ce changement',
    en: 'The platform received no report of this change',
  },
  remedy: {
    fr: 'Remontez chaque prise, annulation et changement d’un rendez-vous pris par un régulateur ; l’adresse est celle du simulateur pour cet essai.',
    en: 'Report each booking, cancellation and change of an appointment taken by a regulator; for this test to the address of the simulator.',
  },
  find: ({ report, waitedMilliseconds }) =>
    report ? [] : [{ element: 'Appointment', received: `${Math.round(waitedMilliseconds)} ms` }],
};
