import { identifierSystems, parseNationalIdentifier, SasError } from '@sas-sos/core';
import {
  parseSearchToken,
  type QueryIssues,
  readValueList,
  tryParse,
  type ValueList,
} from '@sas-sos/fhir-http';

/**
 * Parses a list of structures, `system|value` separated by commas, to their identifiers with
 * prefix, without duplicates.
 *
 * Also accepted: only the value; an empty item or value; `%7C` escaped twice, or written `7C` as in
 * the guide's own example. Items that cannot be read are left out if others can be; else each is
 * added as an issue of the parameter.
 */
export function parseIdentifiers(
  list: string,
  parameter: string,
  issues: QueryIssues,
): ValueList<string> {
  const { values, unreadable } = readValueList(list.split(','), {
    parameter,
    issues,
    read: readIdentifier,
  });
  return { values: [...new Set(values)], unreadable };
}

/** Whether a list has no item with a value: `,`, or `system|`. */
export function isEmptyList(list: string): boolean {
  return list.split(',').every((item) => parseSearchToken(item, systems).value === '');
}

const systems = [identifierSystems.structure];

function readIdentifier(item: string): string | undefined {
  const { system, value } = parseSearchToken(item, systems);
  if (value === '') return undefined;
  if (system !== undefined && system !== identifierSystems.structure) {
    throw new SasError('SAS_SEARCH_IDENTIFIER_SYSTEM');
  }
  const identifier = tryParse(() => parseNationalIdentifier(value, 'structure'));
  if (identifier === undefined) throw new SasError('SAS_SEARCH_IDENTIFIER_MALFORMED');
  return identifier.value;
}
