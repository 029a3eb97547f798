import type { SasErrorCode } from '@sas-sos/core';

const codesKey = Symbol.for('sas-sos.response-error-codes');

/** Marks a response with the codes of what was wrong with its request, for the audit trail. */
export function withErrorCodes(response: Response, codes: readonly SasErrorCode[]): Response {
  return Object.defineProperty(response, codesKey, {
    value: [...new Set(codes)],
    configurable: true,
  });
}

/**
 * The codes that a response was marked with: those of the error that `toErrorResponse`
 * answered with, or of what a search left out; without duplicates.
 */
export function responseErrorCodes(response: Response): readonly SasErrorCode[] {
  return (response as { [codesKey]?: readonly SasErrorCode[] })[codesKey] ?? [];
}
