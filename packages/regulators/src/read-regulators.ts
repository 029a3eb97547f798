import {
  type Logger,
  type RegulatorAccount,
  type RegulatorAccounts,
  SasError,
} from '@sas-sos/core';
import {
  type FhirTarget,
  isFhirId,
  logUnreadable,
  type Reply,
  toFhirReply,
} from '@sas-sos/fhir-http';
import type { Bundle } from 'fhir/r4.js';
import { findAccounts } from './find-accounts.js';
import { parseSearchQuery } from './parse-regulator-query.js';
import { toFhirPractitioner } from './to-fhir-practitioner.js';

interface ReadContext {
  readonly target: FhirTarget;
  readonly signal: AbortSignal;
}

/**
 * Answers `GET Practitioner/{id}`.
 *
 * @throws SasError `SAS_RESOURCE_NOT_FOUND` when there is no such account, or it has lost its last
 *   identifier.
 */
export async function readRegulator(
  accounts: RegulatorAccounts,
  { signal, id }: ReadContext & { readonly id: string },
): Promise<Reply> {
  const candidates = isFhirId(id) ? await findAccounts(accounts, { ids: [id], signal }) : [];
  const account = candidates.find((candidate) => candidate.id === id && hasIdentifier(candidate));
  if (!account) throw new SasError('SAS_RESOURCE_NOT_FOUND');
  return toFhirReply(toFhirPractitioner(account));
}

/**
 * Answers `GET Practitioner?identifier=…`: the accounts with one of the identifiers, active or not.
 */
export async function searchRegulators(
  accounts: RegulatorAccounts,
  { target, signal, logger }: ReadContext & { readonly logger: Logger },
): Promise<Reply> {
  const { values, unreadable } = parseSearchQuery(target.query);
  const wanted = new Set(values.map(({ value }) => value));
  const candidates = await findAccounts(accounts, { identifiers: [...wanted], signal });
  const matches = candidates.filter(
    ({ nationalId, technicalId }) =>
      (nationalId !== null && wanted.has(nationalId)) ||
      (technicalId !== null && wanted.has(technicalId)),
  );
  const errorCodes = logUnreadable(unreadable, logger);
  return toFhirReply(toSearchset(matches, target), { errorCodes });
}

function hasIdentifier({ nationalId, technicalId }: RegulatorAccount): boolean {
  return nationalId !== null || technicalId !== null;
}

function toSearchset(accounts: readonly RegulatorAccount[], target: FhirTarget): Bundle {
  const address = `${target.baseUrl}/Practitioner`;
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: accounts.length,
    link: [{ relation: 'self', url: `${address}?${target.query}` }],
    ...(accounts.length === 0
      ? {}
      : {
          entry: accounts.map((account) => ({
            fullUrl: `${address}/${account.id}`,
            resource: toFhirPractitioner(account),
            search: { mode: 'match' as const },
          })),
        }),
  };
}
