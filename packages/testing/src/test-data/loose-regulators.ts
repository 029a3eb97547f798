import type { RegulatorAccount, RegulatorAccountChange, RegulatorAccounts } from '@sas-sos/core';

type Accounts = Map<string, RegulatorAccount>;

/** The conditions under which a change is refused. */
export interface LooseRules {
  /** Whether the stored account is still the one that the change is based on. */
  isCurrent(stored: RegulatorAccount | undefined, change: RegulatorAccountChange): boolean;
  /** Whether a stored account conflicts with a change by its national identifier. */
  isNationalTaken(stored: RegulatorAccount, change: RegulatorAccountChange): boolean;
  isTechnicalTaken(stored: RegulatorAccount, change: RegulatorAccountChange): boolean;
  isEmailTaken(
    stored: RegulatorAccount,
    change: RegulatorAccountChange,
    changes: readonly RegulatorAccountChange[],
  ): boolean;
}

/** Options of a store in memory whose every rule can be replaced. */
export interface LooseRegulatorsOptions extends Partial<LooseRules> {
  /** Rules checked a second time, after a pause; by default neither happens. */
  readonly atCommit?: Partial<LooseRules>;
  /** Selects the accounts that a change is compared with. */
  readonly comparedWith?: (
    now: Accounts,
    before: Accounts,
    changes: readonly RegulatorAccountChange[],
  ) => Iterable<RegulatorAccount>;
  /** Writes a change. */
  readonly write?: (accounts: Accounts, change: RegulatorAccountChange, index: number) => void;
  /** Selects what is stored when a change is refused. */
  readonly onRefusal?: (now: Accounts, before: Accounts, reason: 'version' | 'rule') => Accounts;
}

/** The correct rules. */
export const rightRules: LooseRules = {
  isCurrent: (stored, { before }) => stored?.version === before?.version,
  isNationalTaken: ({ nationalId }, { after }) =>
    nationalId !== null && nationalId === after.nationalId,
  isTechnicalTaken: ({ technicalId }, { after }) =>
    technicalId !== null && technicalId === after.technicalId,
  isEmailTaken: ({ active, emailKey }, { after }) =>
    active && after.active && emailKey === after.emailKey,
};

/** Creates regulator accounts that apply only the given rules. */
export function createLooseRegulators(
  accounts: readonly RegulatorAccount[],
  options: LooseRegulatorsOptions,
): RegulatorAccounts {
  const { comparedWith = (now: Accounts) => now.values() } = options;
  const { write = put, onRefusal = (_now, before) => before, atCommit } = options;
  let stored: Accounts = new Map(accounts.map((account) => [account.id, account]));

  function apply(changes: readonly RegulatorAccountChange[], rules: LooseRules) {
    const before = stored;
    const now = new Map(before);
    for (const [index, change] of changes.entries()) {
      const { id } = change.after;
      if (!rules.isCurrent(now.get(id), change)) {
        return { accounts: onRefusal(now, before, 'version'), outcome: 'stale' as const };
      }
      const taken = [...comparedWith(now, before, changes)].some(
        (account) =>
          account.id !== id &&
          (rules.isNationalTaken(account, change) ||
            rules.isTechnicalTaken(account, change) ||
            rules.isEmailTaken(account, change, changes)),
      );
      if (taken) return { accounts: onRefusal(now, before, 'rule'), outcome: 'stale' as const };
      write(now, change, index);
    }
    return { accounts: now, outcome: 'saved' as const };
  }

  return {
    async find({ ids = [], identifiers = [], emailKeys = [] }) {
      const matches = [...stored.values()].filter(
        ({ id, nationalId, technicalId, emailKey }) =>
          ids.includes(id) ||
          (nationalId !== null && identifiers.includes(nationalId)) ||
          (technicalId !== null && identifiers.includes(technicalId)) ||
          emailKeys.includes(emailKey),
      );
      return structuredClone(matches);
    },

    async save(changes, { signal }) {
      signal.throwIfAborted();
      let applied = apply(changes, { ...rightRules, ...options });
      if (atCommit && applied.outcome === 'saved') {
        await new Promise((resolve) => setImmediate(resolve));
        applied = apply(changes, { ...rightRules, ...atCommit });
      }
      stored = applied.accounts;
      return applied.outcome;
    },
  };
}

function put(accounts: Accounts, { after }: RegulatorAccountChange): void {
  accounts.set(after.id, structuredClone(after));
}
