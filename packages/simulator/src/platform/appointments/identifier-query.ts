import type { Check, ReportIssue } from '@sas-sos/conformance';
import { parseQuery } from '@sas-sos/fhir-http';

/** The identifier in a query. */
export interface IdentifierQuery {
  readonly identifier: { readonly system: string; readonly value: string };
  readonly checks: readonly Check[];
}

/**
 * Parses `identifier=system|value`; returns a finding if it is missing or malformed.
 *
 * @throws SasError `SAS_QUERY_ENCODING`, `SAS_QUERY_TOO_MANY_PARAMETERS`
 */
export function readIdentifierQuery(
  query: string,
): IdentifierQuery | { readonly refusal: ReportIssue } {
  const parameters = parseQuery(query);
  const named = parameters.filter(({ name }) => name.toLowerCase() === 'identifier');
  const [first] = named;
  if (!first) return refuse('required', 'Le paramètre « identifier » (système|valeur) manque.');
  if (named.length > 1) return refuse('value', 'Donnez un seul paramètre « identifier ».');
  if (parameters.some(({ name }) => !/^(identifier|_format|_pretty)$/i.test(name))) {
    return refuse('not-supported', 'Le seul critère est « identifier ».');
  }
  const identifier = parseToken(first.value);
  if (!identifier) {
    return refuse('value', 'Écrivez « identifier » sous la forme système|valeur, l’un et l’autre.');
  }
  return { identifier, checks: [checkSpelling(first.name)] };
}

function checkSpelling(name: string): Check {
  const passed = name === 'identifier';
  return {
    rule: 'appointments.query-spelling',
    severity: 'warning',
    passed,
    message: passed
      ? 'Le paramètre de la requête est « identifier ».'
      : 'Le paramètre s’écrit « identifier », sans majuscule.',
  };
}

/** `\|`, `\,`, `\$` and `\\` are escapes; an unescaped comma would separate several values. */
function parseToken(text: string): IdentifierQuery['identifier'] | undefined {
  const match = /^((?:[^\\|,$]|\\[\\|,$])+)\|((?:[^\\|,$]|\\[\\|,$])+)$/.exec(text);
  const [, system, value] = match ?? [];
  if (system === undefined || value === undefined) return undefined;
  return { system: unescapeToken(system), value: unescapeToken(value) };
}

function unescapeToken(text: string): string {
  return text.replace(/\\([\\|,$])/g, '$1');
}

function refuse(code: ReportIssue['code'], text: string): { readonly refusal: ReportIssue } {
  return { refusal: { code, text, expression: 'identifier' } };
}
