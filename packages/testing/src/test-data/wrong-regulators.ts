import type { RegulatorAccount, RegulatorAccountQuery, RegulatorAccounts } from '@sas-sos/core';
import {
  createMemoryRegulatorAccounts,
  type MemoryRegulatorAccounts,
} from '../create-memory-regulator-accounts.js';
import type { RegulatorAccountsUnderTest } from '../describe-regulator-accounts.js';
import { createLooseRegulators, type LooseRegulatorsOptions } from './loose-regulators.js';

/** Regulator accounts that break one rule of the contract. */
export interface WrongRegulators {
  /** The rule, by the name of its test. */
  readonly rule: string;
  /** What they do wrong. */
  readonly does: string;
  /** Other rules that are inevitably broken as well. */
  readonly others?: readonly string[] | 'many';
  create(fixtureAccounts: readonly RegulatorAccount[]): RegulatorAccountsUnderTest;
}

/** Changes part of correct accounts. */
export function wrong(
  change: (right: MemoryRegulatorAccounts) => Partial<RegulatorAccounts>,
): WrongRegulators['create'] {
  return (accounts) => {
    const right = createMemoryRegulatorAccounts({ accounts });
    return { accounts: { ...right, ...change(right) } };
  };
}

/** Creates a store with different rules. */
export function loose(options: LooseRegulatorsOptions): WrongRegulators['create'] {
  return (accounts) => ({ accounts: createLooseRegulators(accounts, options) });
}

/** Changes the query of `find`. */
export function asking(
  change: (query: RegulatorAccountQuery) => Partial<RegulatorAccountQuery>,
): WrongRegulators['create'] {
  return wrong((right) => ({ find: (query) => right.find({ ...query, ...change(query) }) }));
}

/** Changes each account that is found. */
export function giving(
  change: (account: RegulatorAccount) => RegulatorAccount,
): WrongRegulators['create'] {
  return wrong((right) => ({ find: async (query) => (await right.find(query)).map(change) }));
}

type Condition = (account: RegulatorAccount, query: RegulatorAccountQuery) => boolean | undefined;

/** The parts of a correct condition. */
export const where = {
  id: ({ id }, { ids }) => ids?.includes(id),
  nationalId: ({ nationalId }, { identifiers }) =>
    nationalId !== null && identifiers?.includes(nationalId),
  technicalId: ({ technicalId }, { identifiers }) =>
    technicalId !== null && identifiers?.includes(technicalId),
  emailKey: ({ emailKey }, { emailKeys }) => emailKeys?.includes(emailKey),
} satisfies Record<string, Condition>;

/** Finds accounts that meet any of the conditions. */
export function finding(...conditions: readonly Condition[]): WrongRegulators['create'] {
  return wrong((right) => ({
    find: (query) =>
      right.list().filter((account) => conditions.some((meets) => meets(account, query))),
  }));
}

/** Finds accounts by comparing values with keys in a given way. */
export function comparing(isEqual: (value: string, key: string) => boolean) {
  const isAmong = (value: string | null, keys: readonly string[] = []) =>
    value !== null && keys.some((key) => isEqual(value, key));
  return finding(
    ({ id }, { ids }) => isAmong(id, ids),
    ({ nationalId }, { identifiers }) => isAmong(nationalId, identifiers),
    ({ technicalId }, { identifiers }) => isAmong(technicalId, identifiers),
    ({ emailKey }, { emailKeys }) => isAmong(emailKey, emailKeys),
  );
}

/** Removes accents from letters. */
export function toUnaccented(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

/** Gives other calls a turn. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
