import { SasError, type SasErrorCode } from '@sas-sos/core';

/**
 * Creates the error of a refusal. The reason is a fixed text, or a code of a library. The library's
 * own error may contain tokens, so it is never kept as the cause.
 */
export function createRefusal(code: SasErrorCode, reason: string): SasError {
  return new SasError(code, { cause: new Error(reason) });
}
