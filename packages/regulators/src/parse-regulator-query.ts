import {
  identifierSystems,
  parseRegulatorIdentifier,
  type RegulatorIdentifier,
  SasError,
} from '@sas-sos/core';
import {
  checkPresentationParameter,
  createQueryIssues,
  parseSearchToken,
  type QueryIssues,
  type QueryParameter,
  readQueryOnce,
  readValueList,
  tryParse,
  type ValueList,
} from '@sas-sos/fhir-http';

const systems: readonly string[] = [identifierSystems.person, identifierSystems.technical];

// Parameters that affect only the format of the answer.
const passedOver: ReadonlySet<string> = new Set(['_format', '_pretty']);

const name = 'identifier';

/** The account that a conditional update names. */
export interface UpdateQuery {
  /** One of its identifiers. */
  readonly identifier: RegulatorIdentifier;
  /** Its identifier of the other kind, if the query has both. */
  readonly otherIdentifier: RegulatorIdentifier | undefined;
}

/**
 * Parses the query of a conditional update: `identifier=system|value`, or both identifiers of one
 * person, separated by a comma. The system may be the other one, or missing: only the value decides
 * which identifier it is.
 *
 * @throws SasError `SAS_REGULATOR_QUERY_MISSING`, `SAS_REGULATOR_QUERY_MALFORMED`, `SAS_QUERY_…`
 */
export function parseUpdateQuery(query: string): UpdateQuery {
  const issues = createQueryIssues();
  const { values, unreadable } = readIdentifiers(query, issues);
  const byKind = new Map(values.map((identifier) => [identifier.kind, identifier]));
  const distinct = new Set(values.map(({ value }) => value));
  // Every item counts: leaving one out could change another person's account.
  if (unreadable.length > 0 || distinct.size > byKind.size) {
    issues.add('SAS_REGULATOR_QUERY_MALFORMED', name);
  }
  issues.throwIfAny();
  const [identifier, otherIdentifier] = byKind.values();
  return { identifier: identifier as RegulatorIdentifier, otherIdentifier };
}

/**
 * Parses the query of a search: `identifier=system|value`, several separated by commas. A search
 * without it is refused: nobody needs the list of all regulators.
 *
 * @throws SasError `SAS_REGULATOR_QUERY_MISSING`, `SAS_REGULATOR_QUERY_MALFORMED`, `SAS_QUERY_…`
 */
export function parseSearchQuery(query: string): ValueList<RegulatorIdentifier> {
  const issues = createQueryIssues();
  const identifiers = readIdentifiers(query, issues);
  if (identifiers.values.length > mostValues) issues.add('SAS_REGULATOR_QUERY_MALFORMED', name);
  issues.throwIfAny();
  return identifiers;
}

const mostValues = 100;

function readIdentifiers(query: string, issues: QueryIssues): ValueList<RegulatorIdentifier> {
  let tokens: readonly string[] = [];
  for (const parameter of readQueryOnce(query, issues)) {
    if (parameter.name !== name) checkOther(parameter, issues);
    else if (tokens.length === 0) tokens = splitTokens(parameter.value);
  }
  if (tokens.every((token) => parseSearchToken(token, systems).value === '')) {
    issues.add('SAS_REGULATOR_QUERY_MISSING', name);
  }
  return readValueList(tokens, { parameter: name, issues, read: readToken });
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

function readToken(token: string): RegulatorIdentifier | undefined {
  const { system, value } = parseSearchToken(token, systems);
  if (value === '') return undefined;
  const isKnown = system === undefined || system === '' || systems.includes(system);
  const identifier = isKnown ? tryParse(() => parseRegulatorIdentifier(value)) : undefined;
  if (identifier === undefined) throw new SasError('SAS_REGULATOR_QUERY_MALFORMED');
  return identifier;
}
