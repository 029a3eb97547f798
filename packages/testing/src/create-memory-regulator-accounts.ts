import {
  type RegulatorAccount,
  type RegulatorAccountChange,
  type RegulatorAccounts,
  SasError,
} from '@sas-sos/core';

/** The initial data of regulator accounts in memory. */
export interface MemoryRegulatorAccountsOptions {
  /**
   * The accounts, which must satisfy the four rules of {@link RegulatorAccounts}.
   *
   * @defaultValue none
   */
  readonly accounts?: readonly RegulatorAccount[] | undefined;
}

/** {@link RegulatorAccounts} in memory, whose whole content a test can read. */
export interface MemoryRegulatorAccounts extends RegulatorAccounts {
  /** Returns every account, active or not, in the order in which they were added. */
  list(): readonly RegulatorAccount[];
}

/**
 * Creates regulator accounts in memory, for tests and demonstrations.
 *
 * They fulfil the contract of {@link RegulatorAccounts}, and are lost with the process. What is
 * saved and what is found are frozen copies.
 *
 * @throws SasError `SAS_OPTION_INVALID` when two of the accounts break one of the four rules.
 * @example
 * ```ts
 * import { createMemoryRegulatorAccounts } from '@sas-sos/testing';
 *
 * const accounts = createMemoryRegulatorAccounts();
 * accounts.list(); // []
 * ```
 */
export function createMemoryRegulatorAccounts({
  accounts = [],
}: MemoryRegulatorAccountsOptions = {}): MemoryRegulatorAccounts {
  const stored = new Map<string, RegulatorAccount>();
  /** The account that holds each unique key. */
  const holders = new Map<string, string>();

  function replace(id: string, account: RegulatorAccount | undefined): void {
    const former = stored.get(id);
    for (const key of former ? uniqueKeysOf(former) : []) holders.delete(key);
    for (const key of account ? uniqueKeysOf(account) : []) holders.set(key, id);
    if (account) stored.set(id, account);
    else stored.delete(id);
  }

  /** Saves all changes, or none and returns false. Runs synchronously, so nothing interleaves. */
  function saveAll(changes: readonly RegulatorAccountChange[]): boolean {
    const undo: (() => void)[] = [];
    for (const { before, after } of changes) {
      const { id } = after;
      const current = stored.get(id);
      const isCurrent = current?.version === before?.version;
      if (!isCurrent || uniqueKeysOf(after).some((key) => (holders.get(key) ?? id) !== id)) {
        for (const step of undo.reverse()) step();
        return false;
      }
      undo.push(() => replace(id, current));
      replace(id, deepFreeze(structuredClone(after)));
    }
    return true;
  }

  if (!saveAll(accounts.map((after) => ({ after })))) {
    throw SasError.ofOption('accounts', 'no two may share an id, an identifier or an e-mail');
  }

  return {
    async find({ ids = [], identifiers = [], emailKeys = [], signal }) {
      signal.throwIfAborted();
      const among = { ids: new Set(ids), values: new Set(identifiers), keys: new Set(emailKeys) };
      return [...stored.values()].filter(
        ({ id, nationalId, technicalId, emailKey }) =>
          among.ids.has(id) ||
          (nationalId !== null && among.values.has(nationalId)) ||
          (technicalId !== null && among.values.has(technicalId)) ||
          among.keys.has(emailKey),
      );
    },

    async save(changes, { signal }) {
      signal.throwIfAborted();
      return saveAll(changes) ? 'saved' : 'stale';
    },

    list: () => [...stored.values()],
  };
}

/** The keys, apart from the id, that no other account may have. */
function uniqueKeysOf({ nationalId, technicalId, active, emailKey }: RegulatorAccount): string[] {
  const keys = active ? [`e-mail ${emailKey}`] : [];
  if (nationalId !== null) keys.push(`national ${nationalId}`);
  if (technicalId !== null) keys.push(`technical ${technicalId}`);
  return keys;
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFreeze(member);
    Object.freeze(value);
  }
  return value;
}
