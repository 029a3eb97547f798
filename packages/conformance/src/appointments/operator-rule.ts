import type { Appointment } from 'fhir/r4.js';
import { type Finding, missing, wrong } from './finding.js';
import { checkPersonIdentifier, nationalKind, technicalKind } from './person-identifier.js';

const url = 'http://interopsante.org/fhir/StructureDefinition/FrAppointmentOperator';

/** Checks who took the appointment: the only extension of the profile. */
export function checkOperator({ extension = [] }: Appointment): readonly Finding[] {
  const at = extension.findIndex((item) => item.url === url);
  const operator = extension[at];
  if (!operator) {
    return [missing('Appointment.extension', 'L’extension FrAppointmentOperator manque.')];
  }
  if (extension.length > 1) {
    const text = 'FrAppointmentOperator est la seule extension du profil, et n’y est qu’une fois.';
    return [wrong('Appointment.extension', text)];
  }
  const value = `Appointment.extension[${at}].valueReference`;
  if (operator.valueReference === undefined) {
    return [missing(value, 'La référence au régulateur (valueReference) manque.')];
  }
  const { identifier } = operator.valueReference;
  if (!identifier) {
    return [missing(`${value}.identifier`, 'L’identifiant du régulateur manque.')];
  }
  return checkPersonIdentifier(identifier, `${value}.identifier`, [nationalKind, technicalKind]);
}

/** The identifier of the person who took the appointment, once the rules passed. */
export function operatorOf({ extension }: Appointment): string | undefined {
  return extension?.find((item) => item.url === url)?.valueReference?.identifier?.value;
}
