import type { SasErrorCode } from '@sas-sos/core';
import { SasError, type SasIssue } from '@sas-sos/core';
import { isJsonFormat } from './json-format.js';

/** A parameter of a query, decoded. */
export interface QueryParameter {
  /** Name as received. */
  readonly name: string;
  /** Value, percent-decoded, with every `+` as a space, as in forms. */
  readonly value: string;
}

const mostParameters = 100;

/**
 * Splits and decodes a query. Parameters without a value (`&_count=`, `&&`) are ignored, as FHIR has
 * it.
 *
 * @throws SasError `SAS_QUERY_ENCODING`, `SAS_QUERY_TOO_MANY_PARAMETERS`
 */
export function parseQuery(query: string): readonly QueryParameter[] {
  const parts = query.split('&', mostParameters + 1).filter((part) => part !== '');
  if (parts.length > mostParameters) throw new SasError('SAS_QUERY_TOO_MANY_PARAMETERS');
  const parameters = parts.map((part) => {
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals), undefined);
    return { name, value: equals < 0 ? '' : decode(part.slice(equals + 1), toExpression(name)) };
  });
  return parameters.filter(({ value }) => value.trim() !== '');
}

function decode(text: string, expression: string | undefined): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new SasError('SAS_QUERY_ENCODING', { expression });
  }
}

/**
 * The name of a parameter if it is plausible: an answer must not repeat anything else of a request.
 */
function toExpression(name: string): string | undefined {
  return /^[A-Za-z_][\w.:-]{0,99}$/.test(name) ? name : undefined;
}

/** Collects everything that is wrong with a query, so that a caller can correct it in one go. */
export interface QueryIssues {
  /** Adds a fault of a parameter, once. */
  add(code: SasErrorCode, parameter: string): undefined;
  /** @throws SasError with every fault, if there is any. */
  throwIfAny(): void;
}

/** Creates an empty list of issues. */
export function createQueryIssues(): QueryIssues {
  const issues: SasIssue[] = [];
  return {
    add(code, parameter) {
      const expression = toExpression(parameter);
      const isKnown = issues.some(
        (issue) => issue.code === code && issue.expression === expression,
      );
      if (!isKnown) issues.push({ code, expression });
      return undefined;
    },
    throwIfAny() {
      const [first, ...others] = issues;
      if (first !== undefined) throw SasError.of([first, ...others]);
    },
  };
}

/** The parameters of a query; adds an issue for each one that is repeated but may not be. */
export function readQueryOnce(
  query: string,
  issues: QueryIssues,
  repeatable: readonly string[] = [],
): readonly QueryParameter[] {
  const parameters = parseQuery(query);
  const seen = new Set<string>();
  for (const { name } of parameters) {
    if (seen.has(name) && !repeatable.includes(name)) {
      issues.add('SAS_QUERY_PARAMETER_REPEATED', name);
    }
    seen.add(name);
  }
  return parameters;
}

/** Accepts parameters that do not filter; any other one is unknown to the search. */
export function checkPresentationParameter(
  { name, value }: QueryParameter,
  issues: QueryIssues,
): void {
  if (name === '_format') {
    if (!isJsonFormat(value)) issues.add('SAS_QUERY_FORMAT_UNKNOWN', name);
  } else if (name === '_count') {
    if (!isCount(value)) issues.add('SAS_QUERY_COUNT_INVALID', name);
  } else if (!presentationParameters.has(name.toLowerCase())) {
    issues.add('SAS_QUERY_PARAMETER_UNKNOWN', name);
  }
}

/**
 * Whether a search asks for the number of its matches alone: `_summary=count`, or `_count=0`, which
 * means the same (FHIR R4, 3.1.1.5.4).
 */
export function isCountOnly(parameters: readonly QueryParameter[]): boolean {
  return parameters.some(({ name, value }) => {
    const lower = name.toLowerCase();
    return (
      (lower === '_count' && /^0+$/.test(value)) || (lower === '_summary' && value === 'count')
    );
  });
}

/** Whether the value of `_count` is a whole number. */
export function isCount(count: string): boolean {
  return /^\d{1,9}$/.test(count);
}

/** Parameters that FHIR defines for every search and that have no effect here. */
const presentationParameters: ReadonlySet<string> = new Set([
  '_pretty',
  '_summary',
  '_elements',
  '_total',
  '_sort',
  '_contained',
  '_containedtype',
]);
