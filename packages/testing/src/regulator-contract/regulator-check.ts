import assert from 'node:assert/strict';
import type {
  RegulatorAccount,
  RegulatorAccountChange,
  RegulatorAccountQuery,
  RegulatorAccounts,
  RegulatorSaveOutcome,
} from '@sas-sos/core';
import { regulatorFixtureAccounts } from '../regulator-fixture.js';

/** One rule of the contract. */
export interface RegulatorCheck {
  /** The rule, as a sentence whose subject is the adapter. */
  readonly name: string;
  /** Fails when the adapter breaks the rule. */
  run(subject: RegulatorSubject): Promise<void>;
}

/** The adapter that is looked at, over a store that holds the fixture. */
export interface RegulatorSubject {
  readonly accounts: RegulatorAccounts;
  /** Every instance over the store, that one first. */
  readonly instances: readonly RegulatorAccounts[];
  /** Milliseconds after which a call that should end has not. */
  readonly timeLimit: number;
}

/** What is looked for, and what stops it. */
export type Search = Partial<RegulatorAccountQuery>;

export async function find(
  { accounts }: Pick<RegulatorSubject, 'accounts'>,
  search: Search,
): Promise<readonly RegulatorAccount[]> {
  let found: readonly RegulatorAccount[];
  try {
    found = await accounts.find({ signal: new AbortController().signal, ...search });
  } catch (cause) {
    throw new Error(`find rejected (${String(cause)}); expected a list of accounts.`, { cause });
  }
  assert.ok(Array.isArray(found), `find gave ${String(found)}; expected a list of accounts.`);
  return found;
}

/** Saves, and fails unless that is answered as it should be. */
export async function save(
  { accounts }: Pick<RegulatorSubject, 'accounts'>,
  changes: readonly RegulatorAccountChange[],
): Promise<RegulatorSaveOutcome> {
  let outcome: RegulatorSaveOutcome;
  try {
    outcome = await accounts.save(changes, { signal: new AbortController().signal });
  } catch (cause) {
    throw new Error(
      `save rejected (${String(cause)}); expected an answer. Changes that come too late, by a version, a unique key, a deadlock or a serialization failure, are answered 'stale'.`,
      { cause },
    );
  }
  assert.ok(
    outcome === 'saved' || outcome === 'stale',
    `save answered ${String(outcome)}; expected 'saved' or 'stale'.`,
  );
  return outcome;
}

/** Fails unless changes are saved. What became of each field is for other rules. */
export async function assertSaved(
  subject: Pick<RegulatorSubject, 'accounts'>,
  changes: readonly RegulatorAccountChange[],
): Promise<void> {
  const outcome = await save(subject, changes);
  assert.equal(outcome, 'saved', `save answered '${outcome}'; expected 'saved'.`);
  const accounts = changes.map(({ after }) => after);
  await assertFinds(subject, { ids: idsOf(accounts) }, accounts);
}

/** Fails unless changes are answered `stale`, and leave every account as it was. */
export async function assertStale(
  subject: RegulatorSubject,
  changes: readonly RegulatorAccountChange[],
): Promise<void> {
  const ids = idsOf([...regulatorFixtureAccounts, ...changes.map(({ after }) => after)]);
  const was = structuredClone(await find(subject, { ids }));
  const outcome = await save(subject, changes);
  assert.equal(outcome, 'stale', `save answered '${outcome}'; expected 'stale'.`);
  assertSameAccounts(await find(subject, { ids }), was, "After save answered 'stale', find");
}

/** Fails unless a search finds just these accounts, each once. */
export async function assertFinds(
  subject: Pick<RegulatorSubject, 'accounts'>,
  search: Search,
  expected: readonly RegulatorAccount[],
): Promise<void> {
  assertSameIds(await find(subject, search), expected);
}

/** Fails unless two lists hold the same accounts, value by value. */
export function assertSameAccounts(
  found: readonly RegulatorAccount[],
  expected: readonly RegulatorAccount[],
  what = 'find',
): void {
  assertSameIds(found, expected, what);
  const wanted = new Map(expected.map((account) => [account.id, account]));
  for (const account of found) {
    assertSameValue(toPlain(account), toPlain(wanted.get(account.id) ?? account), what);
  }
}

/** Fails unless two lists hold accounts of the same ids; tells which are missing, and which strange. */
function assertSameIds(
  found: readonly RegulatorAccount[],
  expected: readonly RegulatorAccount[],
  what = 'find',
): void {
  const foundIds = idsOf(found);
  const expectedIds = idsOf(expected);
  const missing = expectedIds.filter((id) => !foundIds.includes(id));
  const strange = foundIds.filter((id) => !expectedIds.includes(id));
  assert.deepEqual(
    foundIds,
    expectedIds,
    `${what} gave ${foundIds.length} accounts, expected ${expectedIds.length}; missing: ${missing.join(', ') || 'none'}; not expected: ${strange.join(', ') || 'none'}.`,
  );
}

/** Fails unless two values are equal, and tells both. */
export function assertSameValue(found: unknown, expected: unknown, what = 'find'): void {
  assert.deepEqual(
    found,
    expected,
    `${what} gave ${JSON.stringify(found)}; expected ${JSON.stringify(expected)}.`,
  );
}

/** Ids, each once, in an order of their own: the contract leaves the order open. */
export function idsOf(accounts: readonly RegulatorAccount[]): string[] {
  return [...new Set(accounts.map(({ id }) => id))].sort();
}

/** What the contract says of an account, without what an adapter may keep beside it. */
export function toPlain(account: RegulatorAccount): RegulatorAccount {
  const { id, version, nationalId, technicalId, active, email, emailKey, familyName, givenName } =
    account;
  const details = toPlainDetails(account);
  return {
    ...{ id, version, nationalId, technicalId, active },
    ...{ email, emailKey, familyName, givenName, details },
  };
}

/** Details as JSON has them: members that are `undefined` are absent. */
export function toPlainDetails({ details }: RegulatorAccount): RegulatorAccount['details'] {
  return details === undefined ? details : JSON.parse(JSON.stringify(details));
}
