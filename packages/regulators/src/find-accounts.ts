import type { RegulatorAccount, RegulatorAccountQuery, RegulatorAccounts } from '@sas-sos/core';
import { askAdapter } from '@sas-sos/fhir-http';

/**
 * Finds accounts in the vendor's store.
 *
 * @throws SasError `SAS_REGULATORS_UNAVAILABLE` when the store fails, is too slow, or returns no
 *   list.
 */
export function findAccounts(
  accounts: RegulatorAccounts,
  query: RegulatorAccountQuery,
): Promise<readonly RegulatorAccount[]> {
  return askAdapter(
    async ({ signal }) => {
      const result: unknown = await accounts.find({ ...query, signal });
      if (!Array.isArray(result)) throw new TypeError('find did not return a list of accounts.');
      return result as readonly RegulatorAccount[];
    },
    { signal: query.signal, code: 'SAS_REGULATORS_UNAVAILABLE' },
  );
}
