import { setTimeout as delay } from 'node:timers/promises';
import { type RegulatorAccounts, SasError } from '@sas-sos/core';
import { askAdapter } from '@sas-sos/fhir-http';
import {
  decideRegulator,
  type RegulatorDecision,
  type RegulatorRequest,
} from './decide-regulator.js';
import { findAccounts } from './find-accounts.js';

/** What became of a request that was not refused. */
export type AppliedRequest = Exclude<RegulatorDecision, { readonly outcome: 'refused' }>;

/** Times a request is decided anew because somebody else was quicker. */
const mostAttempts = 30;

/**
 * Finds, decides, saves; over again when the accounts changed in between.
 *
 * @throws SasError the refusal; `SAS_REGULATORS_UNAVAILABLE`, `SAS_REGULATORS_BUSY`
 */
export async function applyRequest(
  accounts: RegulatorAccounts,
  request: RegulatorRequest,
  { newId, signal }: { readonly newId: string; readonly signal: AbortSignal },
): Promise<AppliedRequest> {
  const { nationalId, technicalId, emailKey } = request.regulator;
  const named = request.interaction === 'update' ? request.identifier.value : null;
  const query = {
    identifiers: [...new Set([named, nationalId, technicalId])].filter((one) => one !== null),
    emailKeys: [emailKey],
    signal,
  };
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const found = await findAccounts(accounts, query);
    const decision = decideRegulator(request, { accounts: found, newId });
    if (decision.outcome === 'refused') throw SasError.of([decision.issue]);
    if (!('changes' in decision)) return decision;
    const outcome = await askAdapter(
      (wanted) => accounts.save(decision.changes, { signal: wanted }),
      { signal, code: 'SAS_REGULATORS_UNAVAILABLE' },
    );
    if (outcome === 'saved') return decision;
    // Callers that met do not meet again at the same moment.
    await delay(Math.random() * Math.min(attempt * 5, 50), undefined, { signal }).catch(() => {});
  }
  throw new SasError('SAS_REGULATORS_BUSY');
}
