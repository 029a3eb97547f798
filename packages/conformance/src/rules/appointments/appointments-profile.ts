import { profiles } from '@sas-sos/fhir-http';
import type { Appointment } from 'fhir/r4.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { missing } from './report-fault.js';

/** The report declares its profile. */
export const appointmentsProfile: Rule<Appointment> = {
  id: 'appointments.profile',
  level: 'good-practice',
  source: guide('Profil sas-sos-appointment, meta.profile'),
  looksAt: 'Appointment.meta.profile',
  title: {
    fr: 'Le profil sas-sos-appointment est déclaré.',
    en: 'The profile sas-sos-appointment is declared.',
  },
  wrong: {
    fr: 'Le profil sas-sos-appointment n’est pas déclaré',
    en: 'The profile sas-sos-appointment is not declared',
  },
  remedy: {
    fr: `Ajoutez « meta.profile » : ${profiles.appointment}.`,
    en: `Add \`meta.profile\`: ${profiles.appointment}.`,
  },
  find: ({ meta }) =>
    meta?.profile?.includes(profiles.appointment)
      ? []
      : [
          missing('Appointment.meta.profile', {
            fr: `Déclarez le profil ${profiles.appointment}.`,
            en: `Declare the profile ${profiles.appointment}.`,
          }),
        ],
};
