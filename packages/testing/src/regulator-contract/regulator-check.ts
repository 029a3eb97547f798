import assert from 'node:assert/strict';
import type {
  RegulatorAccount,
  RegulatorAccountChange,
  RegulatorAccountQuery,
  RegulatorAccounts,
  RegulatorSaveOutcome,
} from '@sas-sos/core';
import { assertSame } from '../assert-same.js';
import { regulatorFixtureAccounts } from '../regulator-fixture.js';

/** One rule of the contract. */
export interface RegulatorCheck {
  /** The rule, as a sentence whose subject is the adapter. */
  readonly name: string;
  /** Fails when the adapter breaks the rule. */
  run(subject: RegulatorSubject): Promise<void>;
}

/** The adapter under test, over a store that holds the fixture. */
export interface RegulatorSubject {
  readonly accounts: RegulatorAccounts;
  /** Every instance over the store; `accounts` is the first. */
  readonly instances: readonly RegulatorAccounts[];
  /** Milliseconds within which a call must end. */
  readonly timeLimit: number;
}

/** The keys to search for, and the signal. */
export type Search = Partial<RegulatorAccountQuery>;

export async function find(
  { accounts }: Pick<RegulatorSubject, 'accounts'>,
  search: Search,
): Promise<readonly RegulatorAccount[]> {
  let answer: readonly RegulatorAccount[];
  try {
    answer = await accounts.find({ signal: new AbortController().signal, ...search });
  } catch (cause) {
    throw new Error(`find rejected (${String(cause)}); expected a list of accounts.`, { cause });
  }
  assert.ok(Array.isArray(answer), `find returned ${String(answer)}; expected a list of accounts.`);
  return answer;
}

/** Saves, and fails unless the answer is `saved` or `stale`. */
export async function save(
  { accounts }: Pick<RegulatorSubject, 'accounts'>,
  changes: readonly RegulatorAccountChange[],
): Promise<RegulatorSaveOutcome> {
  let outcome: RegulatorSaveOutcome;
  try {
    outcome = await accounts.save(changes, { signal: new AbortController().signal });
  } catch (cause) {
    throw new Error(
      `save rejected (${String(cause)}); expected an answer. Changes that conflict by version, unique key, deadlock or serialization failure must be answered 'stale'.`,
      { cause },
    );
  }
  assert.ok(
    outcome === 'saved' || outcome === 'stale',
    `save answered ${String(outcome)}; expected 'saved' or 'stale'.`,
  );
  return outcome;
}

/** Fails unless changes are saved. Other rules check the fields. */
export async function assertSaved(
  subject: Pick<RegulatorSubject, 'accounts'>,
  changes: readonly RegulatorAccountChange[],
): Promise<void> {
  const outcome = await save(subject, changes);
  assert.equal(outcome, 'saved', `save answered '${outcome}'; expected 'saved'.`);
  const accounts = changes.map(({ after }) => after);
  await assertFinds(subject, { ids: idsOf(accounts) }, accounts);
}

/** Fails unless changes are answered `stale` and leave every account unchanged. */
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

/** Fails unless a search finds exactly these accounts, each once. */
export async function assertFinds(
  subject: Pick<RegulatorSubject, 'accounts'>,
  search: Search,
  expected: readonly RegulatorAccount[],
): Promise<void> {
  assertSameIds(await find(subject, search), expected);
}

/** Fails unless two lists have the same accounts, value by value. */
export function assertSameAccounts(
  actual: readonly RegulatorAccount[],
  expected: readonly RegulatorAccount[],
  what = 'find',
): void {
  assertSameIds(actual, expected, what);
  const wanted = new Map(expected.map((account) => [account.id, account]));
  for (const account of actual) {
    assertSameValue(toPlain(account), toPlain(wanted.get(account.id) ?? account), what);
  }
}

/** Fails unless two lists have accounts with the same ids; reports missing and unexpected ids. */
function assertSameIds(
  actual: readonly RegulatorAccount[],
  expected: readonly RegulatorAccount[],
  what = 'find',
): void {
  const actualIds = idsOf(actual);
  const expectedIds = idsOf(expected);
  const missing = expectedIds.filter((id) => !actualIds.includes(id));
  const strange = actualIds.filter((id) => !expectedIds.includes(id));
  assert.ok(
    missing.length + strange.length === 0,
    `${what} returned ${actualIds.length} accounts, expected ${expectedIds.length}; missing: ${missing.join(', ') || 'none'}; not expected: ${strange.join(', ') || 'none'}.`,
  );
}

/** Fails unless two values are equal; the message shows both. */
export function assertSameValue(actual: unknown, expected: unknown, what = 'find'): void {
  assertSame(actual, expected, `${what} returned another value`);
}

/** Returns the distinct ids, sorted: the contract leaves the order open. */
export function idsOf(accounts: readonly RegulatorAccount[]): string[] {
  return [...new Set(accounts.map(({ id }) => id))].sort();
}

/** Converts an account to the fields of the contract; an adapter may have more. */
export function toPlain(account: RegulatorAccount): RegulatorAccount {
  const { id, version, nationalId, technicalId, active, email, emailKey, familyName, givenName } =
    account;
  const details = toPlainDetails(account);
  return {
    ...{ id, version, nationalId, technicalId, active },
    ...{ email, emailKey, familyName, givenName, details },
  };
}

/** Converts details as JSON does: members that are `undefined` are left out. */
export function toPlainDetails({ details }: RegulatorAccount): RegulatorAccount['details'] {
  return details === undefined ? details : JSON.parse(JSON.stringify(details));
}
