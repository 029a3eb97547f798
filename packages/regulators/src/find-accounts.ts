import type { RegulatorAccount, RegulatorAccountQuery, RegulatorAccounts } from '@sas-sos/core';
import { askAdapter } from '@sas-sos/fhir-http';

/**
 * Finds accounts in the vendor's store.
 *
 * @throws SasError `SAS_REGULATORS_UNAVAILABLE` when the store fails, takes too long, or gives no list.
 */
export function findAccounts(
  accounts: RegulatorAccounts,
  query: RegulatorAccountQuery,
): Promise<readonly RegulatorAccount[]> {
  return askAdapter(
    async (signal) => {
      const found: unknown = await accounts.find({ ...query, signal });
      if (!Array.isArray(found)) throw new TypeError('find gave no list of accounts.');
      return found as readonly RegulatorAccount[];
    },
    { signal: query.signal, code: 'SAS_REGULATORS_UNAVAILABLE' },
  );
}
