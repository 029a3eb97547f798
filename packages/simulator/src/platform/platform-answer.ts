import type { Check, Finding } from '@sas-sos/conformance';
import { isSasError, SasError } from '@sas-sos/core';
import { toErrorResponse } from '@sas-sos/fhir-http';
import type { FhirResource, OperationOutcome } from 'fhir/r4.js';

/** What the platform answers, before it is put on the wire. */
export interface PlatformAnswer {
  readonly status: number;
  /** Headers beyond those that every answer has. */
  readonly headers: Readonly<Record<string, string>>;
  /** None: no body. */
  readonly resource: FhirResource | null;
  /** What was looked at. */
  readonly checks: readonly Check[];
}

/** Refuses, with what is wrong. */
export function toRefusal(
  status: number,
  findings: readonly Finding[],
  rest: Partial<Pick<PlatformAnswer, 'headers' | 'checks'>> = {},
): PlatformAnswer {
  const resource: OperationOutcome = {
    resourceType: 'OperationOutcome',
    issue: findings.map(({ code, text, expression }) => ({
      severity: 'error',
      code,
      details: { text },
      ...(expression === undefined ? {} : { expression: [expression] }),
    })),
  };
  return { status, headers: {}, checks: [], ...rest, resource };
}

/** Refuses with whatever was thrown. */
export async function toErrorAnswer(
  error: unknown,
  checks: readonly Check[] = [],
): Promise<PlatformAnswer> {
  const known = isSasError(error) ? error : new SasError('SAS_INTERNAL', { cause: error });
  const response = toErrorResponse(known);
  const headers: Record<string, string> = {};
  for (const name of ['allow', 'retry-after']) {
    const value = response.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  const resource = (await response.json()) as OperationOutcome;
  return { status: response.status, headers, resource, checks };
}
