import { identifierSystems, parseRegulatorIdentifier, type SasIssue } from '@sas-sos/core';
import { codeSystems, tryParse } from '@sas-sos/fhir-http';
import type { ReadPractitioner } from './practitioner-schema.js';

type ReadIdentifier = ReadPractitioner['identifier'][number];

/** The identifiers of a resource, and what is wrong with them. */
export interface ParsedIdentifiers {
  readonly nationalId: string | null;
  readonly technicalId: string | null;
  readonly issues: SasIssue[];
}

/** Systems of the flow, and the type that matches each. */
const typeCodes: ReadonlyMap<string, string> = new Map([
  [identifierSystems.person, 'IDNPS'],
  [identifierSystems.technical, 'INTRN'],
]);

/** National identity of persons (INS), by social-security number: real, test, demonstration. */
const socialSecuritySystems: ReadonlySet<string> = new Set([
  'urn:oid:1.2.250.1.213.1.4.8',
  'urn:oid:1.2.250.1.213.1.4.10',
  'urn:oid:1.2.250.1.213.1.4.11',
]);

/**
 * Sorts identifiers by the form of their value, whichever system they came under; those of systems
 * outside the flow, and old ones, are ignored.
 */
export function parseIdentifiers(identifiers: readonly ReadIdentifier[]): ParsedIdentifiers {
  const issues: SasIssue[] = [];
  const kept: { national?: string; technical?: string } = {};
  const systems = new Set<string>();
  for (const [index, identifier] of identifiers.entries()) {
    const typeCode = typeCodes.get(identifier.system);
    if (typeCode === undefined || identifier.use === 'old') continue;
    const expression = `Practitioner.identifier[${index}]`;
    if (!hasTypeCode(identifier, typeCode)) {
      issues.push({ code: 'SAS_REGULATOR_IDENTIFIER_TYPE', expression: `${expression}.type` });
    }
    const parsed = tryParse(() => parseRegulatorIdentifier(identifier.value));
    if (!parsed) {
      issues.push({
        code: 'SAS_REGULATOR_IDENTIFIER_MALFORMED',
        expression: `${expression}.value`,
      });
    } else if (kept[parsed.kind] !== undefined || systems.has(identifier.system)) {
      issues.push({ code: 'SAS_REGULATOR_IDENTIFIER_REPEATED', expression });
    } else {
      kept[parsed.kind] = parsed.value;
    }
    systems.add(identifier.system);
  }
  if (systems.size === 0) {
    issues.push({ code: 'SAS_ELEMENT_REQUIRED', expression: 'Practitioner.identifier' });
  }
  return {
    nationalId: kept.national ?? null,
    technicalId: kept.technical ?? null,
    issues,
  };
}

/** The social-security number among the identifiers, if the platform sent one. */
export function toSocialSecurityNumber(identifiers: readonly ReadIdentifier[]): string | undefined {
  return identifiers.find(({ system }) => socialSecuritySystems.has(system))?.value;
}

function hasTypeCode({ type }: ReadIdentifier, typeCode: string): boolean {
  const codings = (type.coding ?? []).filter(
    ({ system }) => system === codeSystems.personIdentifierType,
  );
  return codings.length > 0 && codings.every(({ code }) => code === typeCode);
}
