import { errorCatalogue, isSasError, SasError, type SasErrorCode } from '@sas-sos/core';
import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';
import { toFhirResponse } from './fhir-response.js';

/**
 * Turns whatever was thrown into the OperationOutcome that a caller may read: codes and fixed
 * sentences only, nothing of a stack, a cause, or the request.
 */
export function toOperationOutcome(error: unknown): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: asSasError(error).issues.map(({ code, expression }): OperationOutcomeIssue => {
      const { text, issue, status, retryable } = definitionOf(code);
      return {
        severity: status >= 500 && !retryable ? 'fatal' : 'error',
        code: issue,
        details: { text },
        diagnostics: code,
        ...(expression === undefined ? {} : { expression: [expression] }),
      };
    }),
  };
}

/**
 * Answers with whatever was thrown: the OperationOutcome, the status of the catalogue, and
 * `Retry-After` or `Allow` where they belong. The only way from an error to HTTP.
 */
export function toErrorResponse(error: unknown): Response {
  const known = asSasError(error);
  const { status, retryable } = definitionOf(known.code);
  const headers: Record<string, string> = {};
  if (known.allow) headers['allow'] = known.allow.join(', ');
  if (known.retryAfter !== undefined || (retryable && status === 503)) {
    headers['retry-after'] = String(Math.max(0, Math.ceil(known.retryAfter ?? 2)));
  }
  return toFhirResponse(toOperationOutcome(known), { status, headers });
}

/** What a code means; one that another copy of this package knows and this one does not: a defect. */
function definitionOf(code: SasErrorCode) {
  return Object.hasOwn(errorCatalogue, code) ? errorCatalogue[code] : errorCatalogue.SAS_INTERNAL;
}

function asSasError(error: unknown): SasError {
  return isSasError(error) ? error : new SasError('SAS_INTERNAL', { cause: error });
}
