import { identifierSystems, parseNationalIdentifier } from '@sas-sos/core';
import { type QueryIssues, tryParse } from '@sas-sos/fhir-http';

/**
 * Parses a list of structures, `system|value` separated by commas, to their identifiers with
 * prefix, without duplicates.
 *
 * Also accepted: only the value; an empty item; `%7C` escaped twice, or written `7C` as in the
 * guide's own example. An invalid identifier is added as an issue of the parameter.
 */
export function parseIdentifiers(
  list: string,
  parameter: string,
  issues: QueryIssues,
): readonly string[] {
  const identifiers = new Set<string>();
  for (const item of list.split(',')) {
    const token = item.trim();
    if (token === '') continue;
    const identifier = parseToken(token, parameter, issues);
    if (identifier !== undefined) identifiers.add(identifier);
  }
  return [...identifiers];
}

const brokenPipe = new RegExp(`^(${identifierSystems.structure.replaceAll('.', '\\.')})%?7C`, 'i');

function parseToken(token: string, parameter: string, issues: QueryIssues): string | undefined {
  const text = token.replace(brokenPipe, '$1|');
  const pipe = text.indexOf('|');
  if (pipe >= 0 && text.slice(0, pipe) !== identifierSystems.structure) {
    return issues.add('SAS_SEARCH_IDENTIFIER_SYSTEM', parameter);
  }
  const identifier = tryParse(() => parseNationalIdentifier(text.slice(pipe + 1), 'structure'));
  return identifier?.value ?? issues.add('SAS_SEARCH_IDENTIFIER_MALFORMED', parameter);
}
