import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { findShapeFaults } from '../shape/find-shape-faults.js';

/** The body is an Appointment of FHIR R4. Every other rule needs it. */
export const appointmentsStructure: Rule<unknown> = {
  id: 'appointments.structure',
  level: 'official-fails',
  source: kitSos('Rendez-vous, validité de la ressource'),
  check: 34,
  looksAt: 'every element',
  title: {
    fr: 'La ressource est un Appointment de FHIR R4 bien formé.',
    en: 'The resource is a well-formed FHIR R4 Appointment.',
  },
  wrong: {
    fr: 'La ressource n’est pas un Appointment de FHIR R4 bien formé',
    en: 'The resource is not a well-formed FHIR R4 Appointment',
  },
  remedy: {
    fr: 'Retirez les éléments inconnus ou vides, et donnez à chacun la forme que FHIR R4 demande.',
    en: 'Remove unknown and empty elements, and give each the form that FHIR R4 asks for.',
  },
  find: (body) => findShapeFaults(body, 'Appointment'),
};
