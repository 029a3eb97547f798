import type { SasError } from '@sas-sos/core';
import { createRefusal } from '../refuse.js';

/** Statuses below 500 after which the same request may succeed later. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

/** Redirections for good: the configured address is a former one. */
const moved: ReadonlySet<number> = new Set([301, 308]);

/**
 * Creates the refusal for a status of the provider: a setting is wrong if the provider refuses the
 * request itself, else it is out of order for now.
 */
export function refuseStatus(what: string, status: number): SasError {
  const reason = `${what}: status ${status}`;
  const isRefused = status >= 400 && status < 500 && !passing.has(status);
  if (!isRefused && !moved.has(status)) {
    return createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', reason);
  }
  const hint = isRefused ? 'check the address' : 'the address leads to another one';
  return createRefusal('SAS_SIGN_ON_PROVIDER_MISCONFIGURED', `${reason}, ${hint}`, {
    mayBeOutdated: true,
  });
}
