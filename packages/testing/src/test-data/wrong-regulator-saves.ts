import type { RegulatorAccount } from '@sas-sos/core';
import { createMemoryRegulatorAccounts } from '../create-memory-regulator-accounts.js';
import { rightRules } from './loose-regulators.js';
import { loose, toUnaccented, type WrongRegulators, wrong } from './wrong-regulators.js';

const { isCurrent, isEmailTaken } = rightRules;

export const wrongRegulatorSaves: readonly WrongRegulators[] = [
  {
    rule: 'adds an account, and finds it by each of its keys',
    does: 'finds only the e-mails that it started with',
    create: (accounts) => {
      const right = createMemoryRegulatorAccounts({ accounts });
      const firstKeys = new Set(accounts.map(({ emailKey }) => emailKey));
      return {
        accounts: {
          ...right,
          find: ({ emailKeys = [], ...query }) =>
            right.find({ ...query, emailKeys: emailKeys.filter((key) => firstKeys.has(key)) }),
        },
      };
    },
    others: 'many',
  },
  {
    rule: 'replaces an account, and finds it by its new keys',
    does: 'updates its index of identifiers only when an account is added',
    create: loose({
      write: (accounts, { before, after }) => {
        const { nationalId, technicalId } = before ?? after;
        accounts.set(after.id, { ...structuredClone(after), nationalId, technicalId });
      },
    }),
    others: 'many',
  },
  {
    rule: 'no longer finds an account by its old keys',
    does: 'also finds by old identifiers',
    create: wrong((right) => {
      const had = new Map<string | null, string>();
      return {
        async save(changes, options) {
          for (const { before } of changes) if (before) had.set(before.technicalId, before.id);
          return right.save(changes, options);
        },
        find: ({ ids = [], identifiers = [], ...query }) => {
          const former = identifiers.flatMap((identifier) => had.get(identifier) ?? []);
          return right.find({ ...query, identifiers, ids: [...ids, ...former] });
        },
      };
    }),
  },
  {
    rule: 'leaves other accounts unchanged',
    does: 'omits the WHERE of its update',
    create: loose({
      write: (accounts, { after }) => {
        const { familyName } = after;
        for (const [id, account] of accounts) accounts.set(id, { ...account, familyName });
        accounts.set(after.id, structuredClone(after));
      },
    }),
    others: 'many',
  },
  {
    rule: 'saves successive changes',
    does: 'saves only one change of each account',
    create: loose({
      isCurrent: (stored, change) =>
        isCurrent(stored, change) && [undefined, 1, 7, 41].includes(stored?.version),
    }),
    others: 'many',
  },
  {
    rule: 'saves several changes of one call',
    does: 'saves the first change only',
    create: loose({
      write: (accounts, { after }, index) => {
        if (index === 0 || !accounts.has(after.id)) accounts.set(after.id, structuredClone(after));
      },
    }),
    others: 'many',
  },
  {
    rule: 'answers `saved` to an empty list of changes',
    does: 'treats a statement that wrote no row as stale',
    create: wrong((right) => ({
      save: async (changes, options) => (changes.length ? right.save(changes, options) : 'stale'),
    })),
  },
  {
    rule: 'gives a released identifier to another account',
    does: 'reserves an identifier for its first holder for ever',
    create: wrong((right) => {
      const owners = new Map(right.list().map((account) => [account.nationalId, account.id]));
      owners.delete(null);
      return {
        async save(changes, options) {
          const others = changes.filter(
            ({ after: { id, nationalId } }) => (owners.get(nationalId) ?? id) !== id,
          );
          return others.length ? 'stale' : right.save(changes, options);
        },
      };
    }),
    others: [
      'releases an identifier and gives it to another account in one call',
      'saves none of three changes when the last breaks a rule',
      'swaps two identifiers in one call, one account changing twice',
    ],
  },
  {
    rule: 'releases an identifier and gives it to another account in one call',
    does: 'checks for holders before it writes anything',
    create: loose({ comparedWith: (now, before) => [...before.values(), ...now.values()] }),
    others: 'many',
  },
  {
    rule: 'releases an e-mail and gives it to another account in one call',
    does: 'adds accounts first, regardless of the order given',
    create: wrong((right) => ({
      save: (changes, options) =>
        right.save(
          [...changes].sort((left, right) => Number(!right.before) - Number(!left.before)),
          options,
        ),
    })),
  },
  {
    rule: 'swaps two identifiers in one call, one account changing twice',
    does: 'stores the changes of a call in a map by id',
    create: wrong((right) => ({
      save: (changes, options) =>
        right.save(
          [...new Map(changes.map((change) => [change.after.id, change])).values()],
          options,
        ),
    })),
    others: ['answers `stale` to changes of one call that conflict with each other'],
  },
  {
    rule: 'adds several accounts without a national identifier',
    does: 'has a unique key in which nulls are equal',
    create: loose({
      isNationalTaken: ({ nationalId }, { after }) => nationalId === after.nationalId,
    }),
    others: 'many',
  },
  {
    rule: 'adds several accounts without a technical identifier',
    does: 'has a unique key in which nulls are equal',
    create: loose({
      isTechnicalTaken: ({ technicalId }, { after }) => technicalId === after.technicalId,
    }),
    others: 'many',
  },
  {
    rule: 'treats identifiers that differ only by case as different',
    does: 'has a case-insensitive unique key',
    create: loose({
      isNationalTaken: ({ nationalId }, { after }) =>
        nationalId !== null && nationalId.toLowerCase() === after.nationalId?.toLowerCase(),
    }),
    others: ['swaps two identifiers in one call, one account changing twice'],
  },
  {
    rule: 'treats e-mails that differ only by an accent as different',
    does: 'has an accent-insensitive unique key',
    create: loose({
      isEmailTaken: ({ active, emailKey }, { after }) =>
        active && after.active && toUnaccented(emailKey) === toUnaccented(after.emailKey),
    }),
    others: ['releases an e-mail and gives it to another account in one call'],
  },
  {
    rule: 'adds a disabled account with the e-mail of an active one',
    does: 'requires a unique e-mail for a new account, active or not',
    create: loose({
      isEmailTaken: (stored, change) =>
        isEmailTaken(stored, change, []) ||
        (!change.before && stored.active && stored.emailKey === change.after.emailKey),
    }),
  },
  {
    rule: 'adds an active account with the e-mail of a disabled one',
    does: 'reserves an e-mail for a disabled account',
    create: loose({ isEmailTaken: ({ emailKey }, { after }) => isActive(after, emailKey) }),
    others: 'many',
  },
  {
    rule: 'disables an account with the e-mail of disabled ones',
    does: 'has a unique key on e-mail and active',
    create: loose({
      isEmailTaken: ({ emailKey, active }, { after }) =>
        emailKey === after.emailKey && active === after.active,
    }),
    others: 'many',
  },
  {
    rule: 'enables an account when no other active one has its e-mail',
    does: 'never enables an account again',
    create: loose({
      isCurrent: (stored, change) =>
        isCurrent(stored, change) && (!stored || stored.active || !change.after.active),
    }),
    others: ['enables only one of several accounts with the same e-mail'],
  },
  {
    rule: 'finds in every instance, immediately, what one instance saved',
    does: 'caches what it found until it saves something itself',
    create: (accounts) => {
      const right = createMemoryRegulatorAccounts({ accounts });
      return { accounts: cached(right), others: [cached(right), right] };
    },
    others: 'many',
  },
  {
    rule: 'does not modify the changes it is given',
    does: 'writes the current time into the changes',
    create: wrong((right) => ({
      async save(changes, options) {
        for (const { after } of changes) Reflect.set(after, 'changedAt', new Date());
        return right.save(changes, options);
      },
    })),
  },
  {
    rule: 'is unaffected when callers modify objects they gave or got',
    does: 'stores the objects it is given',
    create: loose({ write: (accounts, { after }) => accounts.set(after.id, after) }),
  },
  {
    rule: 'is unaffected when callers modify objects they gave or got',
    does: 'returns the objects it stores',
    create: wrong((right) => {
      const given = new Map<RegulatorAccount, RegulatorAccount>();
      return {
        find: async (query) =>
          (await right.find(query)).map((account) => {
            const copy = given.get(account) ?? structuredClone(account);
            given.set(account, copy);
            return copy;
          }),
      };
    }),
  },
];

function isActive(account: RegulatorAccount, emailKey: string): boolean {
  return account.active && account.emailKey === emailKey;
}

function cached(right: ReturnType<typeof createMemoryRegulatorAccounts>) {
  const kept = new Map<string, ReturnType<typeof right.find>>();
  return {
    find(query: Parameters<typeof right.find>[0]) {
      const { ids, identifiers, emailKeys } = query;
      const key = JSON.stringify([ids, identifiers, emailKeys]);
      const answer = kept.get(key) ?? right.find(query);
      kept.set(key, answer);
      return answer;
    },
    save(...call: Parameters<typeof right.save>) {
      kept.clear();
      return right.save(...call);
    },
  };
}
