import { isSasError, SasError, type SasErrorCode } from '@sas-sos/core';

/**
 * Creates the error of a refusal. The reason is a fixed text, a code of a library, or an address of
 * the provider. The library's own error may contain tokens, so it is never kept as the cause.
 */
export function createRefusal(
  code: SasErrorCode,
  reason: string,
  /** Whether a discovery document that was read before the provider changed could explain it. */
  { mayBeOutdated = false }: { readonly mayBeOutdated?: boolean } = {},
): SasError {
  return new SasError(code, { cause: Object.assign(new Error(reason), { mayBeOutdated }) });
}

/** Whether reading the discovery document again may help. */
export function mayBeOutdated(error: unknown): boolean {
  if (!isSasError(error)) return false;
  const { cause } = error;
  return cause instanceof Error && 'mayBeOutdated' in cause && cause.mayBeOutdated === true;
}
