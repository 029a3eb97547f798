import { toList, toObject, toText } from '../../read/json-value.js';
import { clip } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';

/** The first participant's identifier is an RPPS; the kit takes nothing else. */
export const appointmentsEffectorRpps: Rule<unknown> = {
  id: 'appointments.effector-rpps',
  level: 'official-fails',
  source: kitSos('Rendez-vous, RPPS de l’effecteur'),
  check: 34,
  looksAt: 'Appointment.participant[0].actor.identifier.value',
  title: {
    fr: 'L’effecteur est désigné par son RPPS : 8 et 11 chiffres.',
    en: 'The effector is identified by RPPS: 8 and 11 digits.',
  },
  wrong: {
    fr: 'Le premier participant n’est pas désigné par un RPPS, et le kit n’en admet pas d’autre',
    en: 'The first participant is not identified by an RPPS, and the kit admits nothing else',
  },
  remedy: {
    fr: 'Donnez au kit un rendez-vous honoré, dont le premier participant porte le RPPS du médecin.',
    en: 'Give the kit a fulfilled report whose first participant has the RPPS of the doctor.',
  },
  find: (body) => {
    const [first] = toList(toObject(body)['participant']);
    const value = toText(toObject(toObject(toObject(first)['actor'])['identifier'])['value']);
    const element = 'Appointment.participant[0].actor.identifier.value';
    return /^8\d{11}$/.test(value ?? '')
      ? []
      : [{ element, path: element, expected: '8###########', received: clip(value ?? '–') }];
  },
};
