import { identifierSystems } from './identifier-systems.js';
import { parseNationalIdentifier } from './national-identifier.js';

/** An identifier of a regulator, normalised for comparison. */
export interface RegulatorIdentifier {
  /** Derived from its form, not from the system that it came with. */
  readonly kind: 'national' | 'technical';
  /** With its prefix when it is national, in lower case when it is a UUID. */
  readonly value: string;
  /** `identifier.system` that goes with it. */
  readonly system: string;
  /** `identifier.type.coding.code` that goes with it. */
  readonly typeCode: 'IDNPS' | 'INTRN';
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads an identifier of a regulator. A UUID is the technical identifier, anything else the
 * national one: some callers send either under the other's system.
 *
 * @throws SasError `SAS_IDENTIFIER_MALFORMED` when it is neither.
 */
export function parseRegulatorIdentifier(text: string): RegulatorIdentifier {
  const lower = text.length <= 128 ? text.trim().toLowerCase() : '';
  if (uuid.test(lower)) {
    return {
      kind: 'technical',
      value: lower,
      system: identifierSystems.technical,
      typeCode: 'INTRN',
    };
  }
  const { value, system } = parseNationalIdentifier(text, 'person');
  return { kind: 'national', value, system, typeCode: 'IDNPS' };
}
