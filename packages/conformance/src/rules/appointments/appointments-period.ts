import { toEpochMilliseconds } from '@sas-sos/core';
import type { Appointment } from 'fhir/r4.js';
import type { Fault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { contradictory, missing } from './report-fault.js';

/** The appointment has a start, and an end after it. */
export const appointmentsPeriod: Rule<Appointment> = {
  id: 'appointments.period',
  level: 'official-fails',
  source: kitSos('Rendez-vous, profil sas-sos-appointment, start et end 1..1'),
  check: 34,
  looksAt: 'Appointment.start, Appointment.end',
  title: {
    fr: 'Le rendez-vous a un début, et une fin qui le suit.',
    en: 'The appointment has a start, and an end after it.',
  },
  wrong: {
    fr: 'Le début ou la fin du rendez-vous n’est pas juste',
    en: 'The start or the end of the appointment is not right',
  },
  remedy: {
    fr: 'Donnez les deux instants avec leur décalage horaire, la fin après le début.',
    en: 'Give both instants with their offset, the end after the start.',
  },
  find: ({ start, end }) => {
    const faults: Fault[] = [];
    if (start === undefined) {
      const text = { fr: 'Le début manque.', en: 'The start is missing.' };
      faults.push(missing('Appointment.start', text));
    }
    if (end === undefined) {
      faults.push(missing('Appointment.end', { fr: 'La fin manque.', en: 'The end is missing.' }));
    }
    if (start !== undefined && end !== undefined) {
      const isRight = toEpochMilliseconds(start) < toEpochMilliseconds(end);
      const text = { fr: 'La fin doit suivre le début.', en: 'The end must follow the start.' };
      if (!isRight) faults.push(contradictory('Appointment.end', text));
    }
    return faults;
  },
};
