import {
  identifierSystems,
  parseRegulatorIdentifier,
  type RegulatorIdentifier,
} from '@sas-sos/core';
import {
  checkPresentationParameter,
  createQueryIssues,
  type QueryIssues,
  type QueryParameter,
  readQueryOnce,
  tryParse,
} from '@sas-sos/fhir-http';

const systems: readonly string[] = [identifierSystems.person, identifierSystems.technical];

// Parameters that affect only the format of the answer.
const passedOver: ReadonlySet<string> = new Set(['_format', '_pretty']);

/**
 * Parses the query of a conditional update: a single `identifier=system|value`. The system may be
 * the other one, or missing: only the value decides which identifier it is.
 *
 * @throws SasError `SAS_REGULATOR_QUERY_MISSING`, `SAS_REGULATOR_QUERY_MALFORMED`, `SAS_QUERY_…`
 */
export function parseUpdateQuery(query: string): RegulatorIdentifier {
  const issues = createQueryIssues();
  const [identifier] = readIdentifiers(query, issues, 1);
  return identifier as RegulatorIdentifier;
}

/**
 * Parses the query of a search: `identifier=system|value`, several separated by commas. A search
 * without it is refused: nobody needs the list of all regulators.
 *
 * @throws SasError `SAS_REGULATOR_QUERY_MISSING`, `SAS_REGULATOR_QUERY_MALFORMED`, `SAS_QUERY_…`
 */
export function parseSearchQuery(query: string): readonly RegulatorIdentifier[] {
  const issues = createQueryIssues();
  return readIdentifiers(query, issues, 100);
}

function readIdentifiers(
  query: string,
  issues: QueryIssues,
  most: number,
): readonly RegulatorIdentifier[] {
  let tokens: readonly string[] | undefined;
  for (const parameter of readQueryOnce(query, issues)) {
    if (parameter.name === 'identifier') tokens ??= splitTokens(parameter.value);
    else checkOther(parameter, issues);
  }
  const identifiers = (tokens ?? []).map((token) => parseToken(token));
  if (tokens === undefined || tokens.join('').trim() === '') {
    issues.add('SAS_REGULATOR_QUERY_MISSING', 'identifier');
  } else if (identifiers.includes(undefined) || identifiers.length > most) {
    issues.add('SAS_REGULATOR_QUERY_MALFORMED', 'identifier');
  }
  issues.throwIfAny();
  return identifiers.filter((identifier) => identifier !== undefined);
}

/** Splits at commas; a backslash escapes a comma in a value (FHIR R4, 3.1.1.4.0.1). */
function splitTokens(value: string): readonly string[] {
  const tokens = [''];
  for (const [part] of value.matchAll(/\\[\\,|$]|[\s\S]/gu)) {
    if (part === ',') tokens.push('');
    else tokens.push(`${tokens.pop()}${part.length === 2 ? part.slice(1) : part}`);
  }
  return tokens;
}

function checkOther(parameter: QueryParameter, issues: QueryIssues): void {
  if (passedOver.has(parameter.name)) checkPresentationParameter(parameter, issues);
  else issues.add('SAS_QUERY_PARAMETER_UNKNOWN', parameter.name);
}

function parseToken(token: string): RegulatorIdentifier | undefined {
  const bar = token.indexOf('|');
  const system = token.slice(0, Math.max(bar, 0)).trim();
  if (system !== '' && !systems.includes(system)) return undefined;
  return tryParse(() => parseRegulatorIdentifier(token.slice(bar + 1)));
}
