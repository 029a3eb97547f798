import {
  isSasError,
  type RegulatorAccount,
  type RegulatorAccountQuery,
  type RegulatorAccounts,
  SasError,
} from '@sas-sos/core';

/**
 * Asks something of the vendor's store.
 *
 * @throws SasError `SAS_REGULATORS_UNAVAILABLE` when the store fails.
 */
export async function askAccounts<T>(ask: () => Promise<T> | T, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  try {
    return await ask();
  } catch (cause) {
    signal.throwIfAborted();
    throw isSasError(cause) ? cause : new SasError('SAS_REGULATORS_UNAVAILABLE', { cause });
  }
}

/**
 * Finds accounts in the vendor's store.
 *
 * @throws SasError `SAS_REGULATORS_UNAVAILABLE` when the store fails, or gives no list.
 */
export function findAccounts(
  accounts: RegulatorAccounts,
  query: RegulatorAccountQuery,
): Promise<readonly RegulatorAccount[]> {
  return askAccounts(async () => {
    const found: unknown = await accounts.find(query);
    if (!Array.isArray(found)) throw new TypeError('find gave no list of accounts.');
    return found as readonly RegulatorAccount[];
  }, query.signal);
}
