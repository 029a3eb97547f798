import type { Check, ReportIssue } from '@sas-sos/conformance';
import { isSasError, SasError } from '@sas-sos/core';
import { profiles, toErrorResponse } from '@sas-sos/fhir-http';
import type { CapabilityStatement, FhirResource, OperationOutcome } from 'fhir/r4.js';

/** An answer of the platform, before it is sent. */
export interface PlatformAnswer {
  readonly status: number;
  /** Headers in addition to those of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** No body if null. */
  readonly resource: FhirResource | null;
  /** The checks that were made. */
  readonly checks: readonly Check[];
}

/** Refuses, with the findings. */
export function toRefusal(
  status: number,
  findings: readonly ReportIssue[],
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

/** Converts an error to a refusal. */
export async function toErrorAnswer(
  error: unknown,
  checks: readonly Check[] = [],
): Promise<PlatformAnswer> {
  const sasError = isSasError(error) ? error : new SasError('SAS_INTERNAL', { cause: error });
  const response = toErrorResponse(sasError);
  const headers: Record<string, string> = {};
  for (const name of ['allow', 'retry-after']) {
    const value = response.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  const resource = (await response.json()) as OperationOutcome;
  return { status: response.status, headers, resource, checks };
}

/** The CapabilityStatement of the platform's server of appointments. */
export function toPlatformCapabilities(url: string, date: string): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    implementation: { description: 'Simulateur de la plateforme SAS', url },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        resource: [
          {
            type: 'Appointment',
            supportedProfile: [profiles.appointment],
            interaction: [
              { code: 'read' },
              { code: 'create' },
              { code: 'update' },
              { code: 'search-type' },
            ],
            versioning: 'no-version',
            updateCreate: true,
            conditionalCreate: false,
            conditionalUpdate: true,
            searchParam: [{ name: 'identifier', type: 'token' }],
          },
        ],
      },
    ],
  };
}
