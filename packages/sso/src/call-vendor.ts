import type {
  RegulatorAccount,
  RegulatorAccountQuery,
  RegulatorAccounts,
  SignOn,
} from '@sas-sos/core';
import { askAdapter } from '@sas-sos/fhir-http';

/**
 * Calls the vendor's `SignOn` adapter, and waits ten seconds at most.
 *
 * @param signal - absent: what was begun is to be finished, whether the caller leaves or not
 * @throws SasError `SAS_SIGN_ON_SESSION_FAILED` whatever it threw, or when it takes too long; its cause
 *   says what.
 */
export function callSignOn<Answer>(
  call: () => Promise<Answer> | Answer,
  signal?: AbortSignal,
): Promise<Answer> {
  return askAdapter(call, { signal, code: 'SAS_SIGN_ON_SESSION_FAILED', wrapsSdkErrors: true });
}

/**
 * Has the vendor's `SignOn` adapter open or close a session, and gives the cookies of the answer.
 *
 * @throws SasError `SAS_SIGN_ON_SESSION_FAILED` also when a header cannot hold one of them.
 */
export function changeSession(
  call: () => ReturnType<SignOn['openSession']>,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  return callSignOn(async () => {
    const { cookies } = await call();
    if (!Array.isArray(cookies) || !cookies.every(isHeaderValue)) {
      throw new TypeError('cookies has to be a list of values of Set-Cookie.');
    }
    return cookies;
  }, signal);
}

function isHeaderValue(value: unknown): boolean {
  return typeof value === 'string' && /^[\t\x20-\x7e\x80-\xff]+$/.test(value);
}

/**
 * Finds accounts in the vendor's store, and waits ten seconds at most.
 *
 * @throws SasError `SAS_REGULATORS_UNAVAILABLE` whatever went wrong, or when it takes too long; its
 *   cause says what. The reason of the signal once it is aborted.
 */
export function findAccounts(
  accounts: RegulatorAccounts,
  query: RegulatorAccountQuery,
): Promise<readonly RegulatorAccount[]> {
  return askAdapter((signal) => accounts.find({ ...query, signal }), {
    signal: query.signal,
    code: 'SAS_REGULATORS_UNAVAILABLE',
    wrapsSdkErrors: true,
  });
}
