import type { Appointment } from 'fhir/r4.js';
import type { Fault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { findIdentifierFaults, nationalKind, technicalKind } from './person-identifier.js';
import { missing, wrongValue } from './report-fault.js';

const url = 'http://interopsante.org/fhir/StructureDefinition/FrAppointmentOperator';

/** The report says who took the appointment: the only extension of the profile. */
export const appointmentsOperator: Rule<Appointment> = {
  id: 'appointments.operator',
  level: 'official-fails',
  source: kitSos('Rendez-vous, extension FrAppointmentOperator'),
  check: 34,
  looksAt: 'Appointment.extension(FrAppointmentOperator)',
  title: {
    fr: 'Le régulateur est désigné par un identifiant national ou technique.',
    en: 'The regulator is identified by a national or technical identifier.',
  },
  wrong: {
    fr: 'Le régulateur n’est pas désigné comme il le faut',
    en: 'The regulator is not identified as required',
  },
  remedy: {
    fr: 'Renvoyez dans FrAppointmentOperator l’identifiant reçu par INT_R02 : IDNPS ou INTRN, avec son système.',
    en: 'Send in FrAppointmentOperator the identifier received by INT_R02: IDNPS or INTRN, with its system.',
  },
  find: findFaults,
};

function findFaults({ extension = [] }: Appointment): readonly Fault[] {
  const at = extension.findIndex((item) => item.url === url);
  const operator = extension[at];
  if (!operator) {
    const text = {
      fr: 'L’extension FrAppointmentOperator manque.',
      en: 'The extension FrAppointmentOperator is missing.',
    };
    return [missing('Appointment.extension', text)];
  }
  if (extension.length > 1) {
    const text = {
      fr: 'FrAppointmentOperator est la seule extension du profil, et n’y est qu’une fois.',
      en: 'FrAppointmentOperator is the only extension of the profile, and is there once.',
    };
    return [wrongValue('Appointment.extension', text)];
  }
  const value = `Appointment.extension[${at}].valueReference`;
  if (operator.valueReference === undefined) {
    const text = {
      fr: 'La référence au régulateur (valueReference) manque.',
      en: 'The reference to the regulator (valueReference) is missing.',
    };
    return [missing(value, text)];
  }
  const { identifier } = operator.valueReference;
  if (!identifier) {
    const text = {
      fr: 'L’identifiant du régulateur manque.',
      en: 'The identifier of the regulator is missing.',
    };
    return [missing(`${value}.identifier`, text)];
  }
  return findIdentifierFaults(identifier, `${value}.identifier`, [nationalKind, technicalKind]);
}

/** The identifier of the person who took the appointment, once the rules passed. */
export function operatorOf({ extension }: Appointment): string | undefined {
  return extension?.find((item) => item.url === url)?.valueReference?.identifier?.value;
}
