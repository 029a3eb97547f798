import { SasError } from '@sas-sos/core';

/**
 * Calls the vendor's `SignOn` adapter.
 *
 * @throws SasError `SAS_SIGN_ON_SESSION_FAILED` whatever it threw; its cause says what.
 */
export async function callVendor<Answer>(call: () => Promise<Answer> | Answer): Promise<Answer> {
  try {
    return await call();
  } catch (cause) {
    throw new SasError('SAS_SIGN_ON_SESSION_FAILED', { cause });
  }
}
