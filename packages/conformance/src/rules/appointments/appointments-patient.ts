import type { Appointment } from 'fhir/r4.js';
import type { Fault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { unwanted } from './report-fault.js';

/** Nothing identifies a patient. */
export const appointmentsPatient: Rule<Appointment> = {
  id: 'appointments.patient',
  level: 'guide',
  source: guide('Remontée des rendez-vous, données transmises'),
  looksAt: 'Appointment.contained, Appointment.participant.actor',
  title: {
    fr: 'Aucune donnée de patient n’est désignée.',
    en: 'No data of a patient is referred to.',
  },
  wrong: {
    fr: 'Les données de patient n’ont pas leur place dans ce flux',
    en: 'Data of patients have no place in this flow',
  },
  remedy: {
    fr: 'Retirez tout ce qui désigne le patient, et toute ressource jointe.',
    en: 'Remove everything that refers to the patient, and every contained resource.',
  },
  find: ({ contained = [], participant = [] }) => {
    const faults: Fault[] = [];
    if (contained.length > 0) {
      const text = {
        fr: 'Aucune ressource n’est jointe dans ce flux.',
        en: 'No resource is contained in this flow.',
      };
      faults.push(unwanted('Appointment.contained', text));
    }
    const text = {
      fr: 'Les données de patient n’ont pas leur place dans ce flux.',
      en: 'Data of patients have no place in this flow.',
    };
    for (const [index, { actor }] of participant.entries()) {
      const named = `${actor?.type ?? ''} ${actor?.reference ?? ''}`;
      if (/(^|[\s/])(Patient|RelatedPerson)($|[\s/])/.test(named)) {
        faults.push(unwanted(`Appointment.participant[${index}].actor`, text));
      }
    }
    return faults;
  },
};
