import type { RegulatorAccount, RegulatorAccounts } from '@sas-sos/core';
import { createMemoryRegulatorAccounts } from '../create-memory-regulator-accounts.js';
import { type LooseRules, rightRules } from './loose-regulators.js';
import { loose, pause, type WrongRegulators, wrong } from './wrong-regulators.js';

const { isCurrent, isNationalTaken, isEmailTaken } = rightRules;

/** Checks every rule first, but fewer of them when it writes. */
function racing(atCommit: Partial<LooseRules>): WrongRegulators['create'] {
  return loose({ atCommit });
}

export const wrongRegulatorRaces: readonly WrongRegulators[] = [
  {
    rule: 'saves only one of several identical additions',
    does: 'checks whether an account exists, then adds or replaces it',
    create: racing({
      isCurrent: (stored, change) => change.before === undefined || isCurrent(stored, change),
    }),
    others: 'many',
  },
  {
    rule: 'saves only one of several additions with the same national identifier',
    does: 'checks for a holder, then writes',
    create: racing({ isNationalTaken: () => false }),
    others: 'many',
  },
  {
    rule: 'saves only one of several additions with the same technical identifier',
    does: 'checks for a holder, then writes',
    create: racing({ isTechnicalTaken: () => false }),
  },
  {
    rule: 'saves only one of several additions of active accounts with the same e-mail',
    does: 'checks for a holder, then adds',
    create: racing({
      isEmailTaken: (stored, change) =>
        change.before !== undefined && isEmailTaken(stored, change, []),
    }),
    others: 'many',
  },
  {
    rule: 'enables only one of several accounts with the same e-mail',
    does: 'checks for a holder, then enables',
    create: racing({
      isEmailTaken: (stored, change) =>
        change.before === undefined && isEmailTaken(stored, change, []),
    }),
    others: 'many',
  },
  {
    rule: 'saves only one of several changes to the same version',
    does: 'compares the version, then writes',
    create: racing({
      isCurrent: (stored, change) => change.before !== undefined || isCurrent(stored, change),
    }),
    others: 'many',
  },
  {
    rule: 'gives a released identifier to only one of several accounts',
    does: 'checks for a holder, then changes',
    create: racing({
      isNationalTaken: (stored, change) =>
        change.before === undefined && isNationalTaken(stored, change),
    }),
    others: 'many',
  },
  {
    rule: 'gives an identifier to an addition or to a change, but not to both',
    does: 'notices only concurrent additions',
    create: racing({
      isNationalTaken: (stored, change) => stored.version === 1 && isNationalTaken(stored, change),
    }),
    others: 'many',
  },
  {
    rule: 'saves one of two calls that change the same accounts in opposite order',
    does: 'rejects on a deadlock',
    create: wrong(locking),
    others: 'many',
  },
  {
    rule: 'saves all calls that do not conflict',
    does: 'answers `stale` while another call is being saved',
    create: wrong((right) => {
      let saving = false;
      return {
        async save(changes, options) {
          if (saving) return 'stale';
          saving = true;
          await pause();
          saving = false;
          return right.save(changes, options);
        },
      };
    }),
  },
  {
    rule: 'never shows half of a save to a concurrent find',
    does: 'commits each change separately, and undoes all when one is refused',
    create: committingEach,
    others: 'many',
  },
  {
    rule: 'finds accounts as they were at one moment, whichever keys match them',
    does: 'selects by each kind of key in turn, outside a transaction',
    create: wrong((right) => ({
      async find({ ids, identifiers, emailKeys, signal }) {
        const accountsById = new Map<string, RegulatorAccount>();
        for (const query of [{ ids }, { identifiers }, { emailKeys }]) {
          for (const account of await right.find({ ...query, signal }))
            accountsById.set(account.id, account);
          await pause();
        }
        return [...accountsById.values()];
      },
    })),
  },
  {
    rule: 'keeps the rules, and every change it reported as saved, through 240 calls',
    does: 'checks for the holder of an e-mail, then writes, if there are several changes',
    create: racing({
      isEmailTaken: (stored, change, changes) =>
        changes.length === 1 && isEmailTaken(stored, change, []),
    }),
  },
];

/** Locks accounts in turn; rejects a call that would wait while it holds a lock. */
function locking(right: RegulatorAccounts): Partial<RegulatorAccounts> {
  const locked = new Set<string>();
  return {
    async save(changes, options) {
      const held: string[] = [];
      try {
        for (const id of new Set(changes.map(({ after }) => after.id))) {
          while (locked.has(id)) {
            if (held.length > 0) throw new Error('deadlock detected');
            await pause();
          }
          locked.add(id);
          held.push(id);
          await pause();
        }
        return await right.save(changes, options);
      } finally {
        for (const id of held) locked.delete(id);
      }
    },
  };
}

function committingEach(accounts: readonly RegulatorAccount[]) {
  const kept = createMemoryRegulatorAccounts({ accounts });
  // What a find sees: it lags behind the stored accounts by one turn for each change.
  let seen = new Map(kept.list().map((account) => [account.id, account]));
  let turn = Promise.resolve();
  const right: RegulatorAccounts = {
    async find({ ids = [], identifiers = [], emailKeys = [] }) {
      return [...seen.values()].filter(
        ({ id, nationalId, technicalId, emailKey }) =>
          ids.includes(id) ||
          identifiers.includes(nationalId ?? '') ||
          identifiers.includes(technicalId ?? '') ||
          emailKeys.includes(emailKey),
      );
    },
    async save(changes, options) {
      const outcome = await kept.save(changes, options);
      if (outcome === 'stale') return outcome;
      turn = turn.then(async () => {
        for (const { after } of changes) {
          seen = new Map(seen).set(after.id, structuredClone(after));
          await pause();
        }
      });
      await turn;
      return outcome;
    },
  };
  return { accounts: right };
}
