import { SasError, type SasErrorCode } from '@sas-sos/core';

/**
 * Makes the error of a refusal. The reason is a fixed text, or a code of a library: its own errors
 * carry tokens, and never become a cause.
 */
export function createRefusal(code: SasErrorCode, reason: string): SasError {
  return new SasError(code, { cause: new Error(reason) });
}
