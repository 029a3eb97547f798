import { errorCatalogue, type SasErrorCode, type SasIssue } from '@sas-sos/core';
import { toElementPath } from '@sas-sos/fhir-http';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Converts the issues of a schema to those of the catalogue, each with its path. */
export function toIssues(
  root: string,
  value: unknown,
  issues: readonly Issue[],
): readonly SasIssue[] {
  return issues.flatMap((issue) => {
    const code = toCode(issue, value);
    const paths =
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [...issue.path, key])
        : [issue.path];
    return paths.map((path) => ({ code, expression: toElementPath(root, path) }));
  });
}

function toCode(issue: Issue, value: unknown): SasErrorCode {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'SAS_ELEMENT_UNKNOWN';
    case 'invalid_type':
      if (issue.expected === 'never') return 'SAS_ELEMENT_UNSUPPORTED';
      return isMissing(value, issue.path) ? 'SAS_ELEMENT_REQUIRED' : 'SAS_ELEMENT_TYPE';
    case 'invalid_value':
      if (isMissing(value, issue.path)) return 'SAS_ELEMENT_REQUIRED';
      return typeof read(value, issue.path) === 'string' ? 'SAS_ELEMENT_VALUE' : 'SAS_ELEMENT_TYPE';
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? 'SAS_ELEMENT_EMPTY'
        : 'SAS_ELEMENT_VALUE';
    case 'too_big':
      if (issue.origin === 'array') return 'SAS_ELEMENT_TOO_MANY';
      return issue.origin === 'string' ? 'SAS_ELEMENT_TOO_LONG' : 'SAS_ELEMENT_VALUE';
    case 'custom':
      return isCode(issue.params?.['code']) ? issue.params['code'] : 'SAS_ELEMENT_VALUE';
    default:
      return 'SAS_ELEMENT_VALUE';
  }
}

function isCode(code: unknown): code is SasErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCatalogue, code);
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  return read(value, path) === undefined;
}

function read(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (parent, key) =>
      typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key)
        ? (parent as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}
