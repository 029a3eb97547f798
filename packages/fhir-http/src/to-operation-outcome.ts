import { errorCatalogue, isSasError, SasError, type SasErrorCode } from '@sas-sos/core';
import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';
import { fhirHeaders, type Reply, toBytesReply, toResponse } from './reply.js';

/**
 * Converts any thrown value to the OperationOutcome that a caller may read: only codes, fixed
 * sentences and hints, nothing of a stack, a cause, or the request.
 */
export function toOperationOutcome(error: unknown): OperationOutcome {
  const { issues, hint } = asSasError(error);
  return {
    resourceType: 'OperationOutcome',
    issue: issues.map(({ code, expression }, index): OperationOutcomeIssue => {
      const { text, issue, status, retryable } = definitionOf(code);
      return {
        severity: status >= 500 && !retryable ? 'fatal' : 'error',
        code: issue,
        details: { text },
        diagnostics: hint === undefined || index > 0 ? code : `${code}: ${hint}`,
        ...(expression === undefined ? {} : { expression: [expression] }),
      };
    }),
  };
}

/**
 * Answers with any thrown value: the OperationOutcome, the status of the catalogue, and
 * `Retry-After` or `Allow` if they apply. The only way from an error to HTTP.
 */
export function toErrorResponse(error: unknown): Response {
  return toResponse(toErrorReply(error));
}

/** The same answer, before it is a `Response`. */
export function toErrorReply(error: unknown): Reply {
  const sasError = asSasError(error);
  const { status, retryable } = definitionOf(sasError.code);
  const headers = new Map(fhirHeaders);
  if (sasError.allow) headers.set('allow', sasError.allow.join(', '));
  if (sasError.retryAfter !== undefined || (retryable && status === 503)) {
    headers.set('retry-after', String(Math.max(0, Math.ceil(sasError.retryAfter ?? 2))));
  }
  return toBytesReply([new TextEncoder().encode(JSON.stringify(toOperationOutcome(sasError)))], {
    status,
    headers,
    errorCodes: [...new Set(sasError.issues.map(({ code }) => code))],
  });
}

/** The meaning of a code; a code that this version of the package lacks is an internal error. */
function definitionOf(code: SasErrorCode) {
  return Object.hasOwn(errorCatalogue, code) ? errorCatalogue[code] : errorCatalogue.SAS_INTERNAL;
}

function asSasError(error: unknown): SasError {
  return isSasError(error) ? error : new SasError('SAS_INTERNAL', { cause: error });
}
