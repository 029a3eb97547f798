import { SasError, type SignOn } from '@sas-sos/core';

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

/**
 * Has the vendor's `SignOn` adapter open or close a session, and gives the cookies of the answer.
 *
 * @throws SasError `SAS_SIGN_ON_SESSION_FAILED` also when they are none that a header takes.
 */
export function changeSession(
  call: () => ReturnType<SignOn['openSession']>,
): Promise<readonly string[]> {
  return callVendor(async () => {
    const { cookies } = await call();
    if (!Array.isArray(cookies) || !cookies.every(isHeaderValue)) {
      throw new TypeError('cookies has to be a list of values of Set-Cookie.');
    }
    return cookies;
  });
}

function isHeaderValue(value: unknown): boolean {
  return typeof value === 'string' && /^[\t\x20-\x7e\x80-\xff]+$/.test(value);
}
