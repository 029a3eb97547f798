import { tryParse } from '@sas-sos/fhir-http';
import type { Appointment, Identifier } from 'fhir/r4.js';
import type { PlatformRegulator } from '../../state/platform-state.js';

const operatorUrl = 'http://interopsante.org/fhir/StructureDefinition/FrAppointmentOperator';

/** Returns how a report names its regulator. */
export const toOperator = ({ extension }: Appointment): Identifier | undefined =>
  extension?.find(({ url }) => url === operatorUrl)?.valueReference?.identifier;

/** Finds the regulator whom a report names. */
export function findOperator(
  regulators: readonly PlatformRegulator[],
  report: Appointment,
): PlatformRegulator | undefined {
  const { value } = toOperator(report) ?? {};
  return value === undefined
    ? undefined
    : regulators.find(({ technicalId, nationalId }) => [technicalId, nationalId].includes(value));
}

/** Finds the regulator in the body of a request, which may be anything. */
export function findOperatorOfBody(
  regulators: readonly PlatformRegulator[],
  body: Uint8Array,
): PlatformRegulator | undefined {
  return tryParse(() =>
    findOperator(regulators, JSON.parse(new TextDecoder().decode(body)) as Appointment),
  );
}
