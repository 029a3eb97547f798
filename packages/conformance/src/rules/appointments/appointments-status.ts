import type { Appointment } from 'fhir/r4.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { missing, wrongValue } from './report-fault.js';

const statuses: readonly string[] = ['pending', 'booked', 'fulfilled', 'noshow', 'cancelled'];
const list = statuses.join(', ');

/** The status is one of five. */
export const appointmentsStatus: Rule<Appointment> = {
  id: 'appointments.status',
  level: 'official-fails',
  source: kitSos('Rendez-vous, statut'),
  check: 34,
  looksAt: 'Appointment.status',
  title: {
    fr: 'Le statut est l’un des cinq du flux.',
    en: 'The status is one of the five of the flow.',
  },
  wrong: {
    fr: 'Le statut n’est pas l’un des cinq du flux',
    en: 'The status is not one of the five of the flow',
  },
  remedy: {
    fr: `Traduisez chaque état du logiciel en l’un de : ${list}.`,
    en: `Map each state of the software to one of: ${list}.`,
  },
  find: ({ status }) => {
    if (status === undefined) {
      const text = { fr: 'Le statut manque.', en: 'The status is missing.' };
      return [missing('Appointment.status', text)];
    }
    const text = { fr: `Le statut est l’un de : ${list}.`, en: `The status is one of: ${list}.` };
    return statuses.includes(status) ? [] : [wrongValue('Appointment.status', text)];
  },
};
