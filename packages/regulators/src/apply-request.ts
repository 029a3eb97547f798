import { setTimeout as delay } from 'node:timers/promises';
import { isSasError, type RegulatorAccounts, SasError } from '@sas-sos/core';
import { askAdapter, withTimeLimit } from '@sas-sos/fhir-http';
import {
  decideRegulator,
  type RegulatorDecision,
  type RegulatorRequest,
} from './decide-regulator.js';
import { findAccounts } from './find-accounts.js';

/** Result of a request that was not refused. */
export type AppliedRequest = Exclude<RegulatorDecision, { readonly outcome: 'refused' }>;

/** How often a request is decided again after a concurrent change. */
const mostAttempts = 30;

/** Longest time for all attempts, in milliseconds. One alone takes up to 20,000: find, then save. */
const longestTime = 25_000;

interface ApplyOptions {
  readonly newId: string;
  readonly signal: AbortSignal;
}

/**
 * Finds, decides, saves; starts again if the accounts changed in between.
 *
 * @throws SasError the refusal; `SAS_REGULATORS_UNAVAILABLE`, `SAS_REGULATORS_BUSY`
 */
export async function applyRequest(
  accounts: RegulatorAccounts,
  request: RegulatorRequest,
  { newId, signal }: ApplyOptions,
): Promise<AppliedRequest> {
  try {
    return await withTimeLimit(
      (limited) => decideAndSave(accounts, request, { newId, signal: limited.signal }),
      { signal, milliseconds: longestTime },
    );
  } catch (cause) {
    const isTooSlow = isSasError(cause) && cause.code === 'SAS_TIME_LIMIT_EXCEEDED';
    throw isTooSlow ? new SasError('SAS_REGULATORS_BUSY', { cause }) : cause;
  }
}

async function decideAndSave(
  accounts: RegulatorAccounts,
  request: RegulatorRequest,
  { newId, signal }: ApplyOptions,
): Promise<AppliedRequest> {
  const { nationalId, technicalId, emailKey } = request.regulator;
  const named =
    request.interaction === 'update' ? [request.identifier, request.otherIdentifier] : [];
  const identifiers = [...named.map((identifier) => identifier?.value), nationalId, technicalId];
  const query = {
    identifiers: [...new Set(identifiers)].filter(
      (identifier) => identifier !== null && identifier !== undefined,
    ),
    emailKeys: [emailKey],
    signal,
  };
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const matches = await findAccounts(accounts, query);
    const decision = decideRegulator(request, { accounts: matches, newId });
    if (decision.outcome === 'refused') throw SasError.of([decision.issue]);
    if (!('changes' in decision)) return decision;
    const outcome = await askAdapter(
      (limited) => accounts.save(decision.changes, { signal: limited.signal }),
      { signal, code: 'SAS_REGULATORS_UNAVAILABLE' },
    );
    if (outcome === 'saved') return decision;
    // A random delay, so that concurrent calls do not collide again.
    await delay(Math.random() * Math.min(attempt * 5, 50), undefined, { signal }).catch(() => {});
  }
  throw new SasError('SAS_REGULATORS_BUSY');
}
