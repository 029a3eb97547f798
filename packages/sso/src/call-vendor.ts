import type {
  RegulatorAccount,
  RegulatorAccountQuery,
  RegulatorAccounts,
  RegulatorRight,
  SignOn,
  SignOnArrival,
} from '@sas-sos/core';
import { askAdapter } from '@sas-sos/fhir-http';

/**
 * Calls the vendor's `SignOn` adapter, and waits ten seconds at most.
 *
 * @param signal - absent when the call must finish even if the caller leaves
 * @throws SasError `SAS_SIGN_ON_SESSION_FAILED` when the adapter throws or is too slow; its cause
 *   says why.
 */
export function callSignOn<Answer>(
  call: () => Promise<Answer> | Answer,
  signal?: AbortSignal,
): Promise<Answer> {
  return askAdapter(call, { signal, code: 'SAS_SIGN_ON_SESSION_FAILED', wrapsSdkErrors: true });
}

/**
 * Calls the vendor's `SignOn` adapter to open or close a session, and returns the cookies to set.
 *
 * @throws SasError `SAS_SIGN_ON_SESSION_FAILED`, also when a cookie is not a valid header value.
 */
export function changeSession(
  call: () => ReturnType<SignOn['openSession']>,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  return callSignOn(async () => checkCookies(await call()), signal);
}

/**
 * Calls `confirmSession` of the vendor's adapter, and returns the cookies to set; `undefined` if
 * the adapter has no such method, or no such session any more.
 *
 * @throws SasError `SAS_SIGN_ON_SESSION_FAILED`, also when a cookie is not a valid header value.
 */
export function confirmSession(
  signOn: SignOn,
  right: RegulatorRight,
  arrival: SignOnArrival,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  return callSignOn(async () => {
    const change = await signOn.confirmSession?.(right, arrival);
    return change && checkCookies(change);
  }, signal);
}

function checkCookies({ cookies }: { readonly cookies: readonly string[] }): readonly string[] {
  if (!Array.isArray(cookies) || !cookies.every(isHeaderValue)) {
    throw new TypeError('cookies must be a list of values of Set-Cookie.');
  }
  return cookies;
}

function isHeaderValue(value: unknown): boolean {
  return typeof value === 'string' && /^[\t\x20-\x7e\x80-\xff]+$/.test(value);
}

/**
 * Finds accounts in the vendor's store, and waits ten seconds at most.
 *
 * @throws SasError `SAS_REGULATORS_UNAVAILABLE` when the store fails or is too slow; its cause says
 *   why. The signal's reason once it is aborted.
 */
export function findAccounts(
  accounts: RegulatorAccounts,
  query: RegulatorAccountQuery,
): Promise<readonly RegulatorAccount[]> {
  return askAdapter(({ signal }) => accounts.find({ ...query, signal }), {
    signal: query.signal,
    code: 'SAS_REGULATORS_UNAVAILABLE',
    wrapsSdkErrors: true,
  });
}
