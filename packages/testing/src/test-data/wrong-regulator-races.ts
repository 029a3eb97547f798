import type { RegulatorAccount, RegulatorAccounts } from '@sas-sos/core';
import { createMemoryRegulatorAccounts } from '../create-memory-regulator-accounts.js';
import { type LooseRules, rightRules } from './loose-regulators.js';
import { loose, pause, type WrongRegulators, wrong } from './wrong-regulators.js';

const { isCurrent, isNationalTaken, isEmailTaken } = rightRules;

/** Looks at every rule, then at fewer of them when it writes. */
function racing(atCommit: Partial<LooseRules>): WrongRegulators['create'] {
  return loose({ atCommit });
}

export const wrongRegulatorRaces: readonly WrongRegulators[] = [
  {
    rule: 'saves one of several identical additions',
    does: 'looks whether an account is there, then adds or replaces it',
    create: racing({
      isCurrent: (stored, change) => change.before === undefined || isCurrent(stored, change),
    }),
    others: 'many',
  },
  {
    rule: 'saves one of several additions with one national identifier',
    does: 'looks for its holder, then writes',
    create: racing({ isNationalTaken: () => false }),
    others: 'many',
  },
  {
    rule: 'saves one of several additions with one technical identifier',
    does: 'looks for its holder, then writes',
    create: racing({ isTechnicalTaken: () => false }),
  },
  {
    rule: 'saves one of several additions of active accounts with one e-mail',
    does: 'looks for its holder, then adds',
    create: racing({
      isEmailTaken: (stored, change) =>
        change.before !== undefined && isEmailTaken(stored, change, []),
    }),
    others: 'many',
  },
  {
    rule: 'enables one of several accounts that have one e-mail',
    does: 'looks for its holder, then enables',
    create: racing({
      isEmailTaken: (stored, change) =>
        change.before === undefined && isEmailTaken(stored, change, []),
    }),
    others: 'many',
  },
  {
    rule: 'saves one of several changes that were made upon one version',
    does: 'compares the version, then writes',
    create: racing({
      isCurrent: (stored, change) => change.before !== undefined || isCurrent(stored, change),
    }),
    others: 'many',
  },
  {
    rule: 'gives a released identifier to one of several accounts',
    does: 'looks for its holder, then changes',
    create: racing({
      isNationalTaken: (stored, change) =>
        change.before === undefined && isNationalTaken(stored, change),
    }),
    others: 'many',
  },
  {
    rule: 'gives an identifier to an addition or to a change, not to both',
    does: 'sees only the additions that were made meanwhile',
    create: racing({
      isNationalTaken: (stored, change) => stored.version === 1 && isNationalTaken(stored, change),
    }),
    others: 'many',
  },
  {
    rule: 'saves one of two calls that change the same accounts in opposite orders',
    does: 'lets a deadlock be rejected',
    create: wrong(locking),
    others: 'many',
  },
  {
    rule: 'saves all the calls that have nothing to do with one another',
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
    rule: 'shows no half of a save to a find at the same time',
    does: 'commits each change by itself, and takes all back when one is refused',
    create: committingEach,
    others: 'many',
  },
  {
    rule: 'finds accounts as they were at one moment, whichever keys lead to them',
    does: 'selects by each kind of key in turn, outside a transaction',
    create: wrong((right) => ({
      async find({ ids, identifiers, emailKeys, signal }) {
        const found = new Map<string, RegulatorAccount>();
        for (const query of [{ ids }, { identifiers }, { emailKeys }]) {
          for (const each of await right.find({ ...query, signal })) found.set(each.id, each);
          await pause();
        }
        return [...found.values()];
      },
    })),
  },
  {
    rule: 'keeps the rules, and every change that it says it saved, through 240 calls',
    does: 'looks for the holder of an e-mail, then writes when there are several changes',
    create: racing({
      isEmailTaken: (stored, change, changes) =>
        changes.length === 1 && isEmailTaken(stored, change, []),
    }),
  },
];

/** Locks accounts one after the other; who would wait with a lock in hand is turned away. */
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
  // What finds see, behind what is kept by a turn for each change.
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
