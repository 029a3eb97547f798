import type { RegulatorAccount } from '@sas-sos/core';
import { createMemoryRegulatorAccounts } from '../create-memory-regulator-accounts.js';
import { rightRules } from './loose-regulators.js';
import { loose, toUnaccented, type WrongRegulators, wrong } from './wrong-regulators.js';

const { isCurrent, isEmailTaken } = rightRules;

export const wrongRegulatorSaves: readonly WrongRegulators[] = [
  {
    rule: 'adds an account, and finds it under each of its keys',
    does: 'knows the e-mails that it had at its start',
    create: (accounts) => {
      const right = createMemoryRegulatorAccounts({ accounts });
      const known = new Set(accounts.map(({ emailKey }) => emailKey));
      return {
        accounts: {
          ...right,
          find: ({ emailKeys = [], ...query }) =>
            right.find({ ...query, emailKeys: emailKeys.filter((key) => known.has(key)) }),
        },
      };
    },
    others: 'many',
  },
  {
    rule: 'replaces an account, and finds it under what it has become',
    does: 'has an index of identifiers that it writes when an account is added',
    create: loose({
      write: (accounts, { before, after }) => {
        const { nationalId, technicalId } = before ?? after;
        accounts.set(after.id, { ...structuredClone(after), nationalId, technicalId });
      },
    }),
    others: 'many',
  },
  {
    rule: 'no longer finds an account under what it had before',
    does: 'finds by identifiers of old, too',
    create: wrong((right) => {
      const had = new Map<string | null, string>();
      return {
        async save(changes, options) {
          for (const { before } of changes) if (before) had.set(before.technicalId, before.id);
          return right.save(changes, options);
        },
        find: ({ ids = [], identifiers = [], ...query }) => {
          const former = identifiers.flatMap((each) => had.get(each) ?? []);
          return right.find({ ...query, identifiers, ids: [...ids, ...former] });
        },
      };
    }),
  },
  {
    rule: 'leaves the other accounts as they were',
    does: 'forgets the WHERE of its update',
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
    rule: 'saves one change upon another',
    does: 'saves one change of each account',
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
    rule: 'answers `saved` to no change at all',
    does: 'takes a statement that wrote no row for one that came too late',
    create: wrong((right) => ({
      save: async (changes, options) => (changes.length ? right.save(changes, options) : 'stale'),
    })),
  },
  {
    rule: 'gives an identifier that was released to another account',
    does: 'keeps an identifier for the first who had it, for ever',
    create: wrong((right) => {
      const owners = new Map(right.list().map((each) => [each.nationalId, each.id]));
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
    does: 'looks for holders before it writes anything',
    create: loose({ comparedWith: (now, before) => [...before.values(), ...now.values()] }),
    others: 'many',
  },
  {
    rule: 'releases an e-mail and gives it to another account in one call',
    does: 'adds accounts first, whatever the order given',
    create: wrong((right) => ({
      save: (changes, options) =>
        right.save(
          [...changes].sort((one, other) => Number(!other.before) - Number(!one.before)),
          options,
        ),
    })),
  },
  {
    rule: 'swaps two identifiers in one call, one account changing twice',
    does: 'keeps the changes of a call by their ids',
    create: wrong((right) => ({
      save: (changes, options) =>
        right.save([...new Map(changes.map((each) => [each.after.id, each])).values()], options),
    })),
    others: ['answers `stale` to changes of one call that break a rule among themselves'],
  },
  {
    rule: 'adds several accounts without a national identifier',
    does: 'has a unique key in which one null equals another',
    create: loose({
      isNationalTaken: ({ nationalId }, { after }) => nationalId === after.nationalId,
    }),
    others: 'many',
  },
  {
    rule: 'adds several accounts without a technical identifier',
    does: 'has a unique key in which one null equals another',
    create: loose({
      isTechnicalTaken: ({ technicalId }, { after }) => technicalId === after.technicalId,
    }),
    others: 'many',
  },
  {
    rule: 'takes identifiers that differ by a capital for two',
    does: 'has a unique key without regard to case',
    create: loose({
      isNationalTaken: ({ nationalId }, { after }) =>
        nationalId !== null && nationalId.toLowerCase() === after.nationalId?.toLowerCase(),
    }),
    others: ['swaps two identifiers in one call, one account changing twice'],
  },
  {
    rule: 'takes e-mails that differ by an accent for two',
    does: 'has a unique key without regard to accents',
    create: loose({
      isEmailTaken: ({ active, emailKey }, { after }) =>
        active && after.active && toUnaccented(emailKey) === toUnaccented(after.emailKey),
    }),
    others: ['releases an e-mail and gives it to another account in one call'],
  },
  {
    rule: 'adds a disabled account whose e-mail an active one has',
    does: 'wants a new account to have an e-mail of its own, active or not',
    create: loose({
      isEmailTaken: (stored, change) =>
        isEmailTaken(stored, change, []) ||
        (!change.before && stored.active && stored.emailKey === change.after.emailKey),
    }),
  },
  {
    rule: 'adds an active account whose e-mail a disabled one has',
    does: 'keeps an e-mail for a disabled account',
    create: loose({ isEmailTaken: ({ emailKey }, { after }) => isActive(after, emailKey) }),
    others: 'many',
  },
  {
    rule: 'disables an account whose e-mail disabled ones have',
    does: 'has a unique key of the e-mail and whether it is active',
    create: loose({
      isEmailTaken: ({ emailKey, active }, { after }) =>
        emailKey === after.emailKey && active === after.active,
    }),
    others: 'many',
  },
  {
    rule: 'enables an account once no other active one has its e-mail',
    does: 'enables no account again',
    create: loose({
      isCurrent: (stored, change) =>
        isCurrent(stored, change) && (!stored || stored.active || !change.after.active),
    }),
    others: ['enables one of several accounts that have one e-mail'],
  },
  {
    rule: 'finds in every instance what one has saved, at once',
    does: 'keeps what it found until it saves something itself',
    create: (accounts) => {
      const right = createMemoryRegulatorAccounts({ accounts });
      return { accounts: cached(right), others: [cached(right), right] };
    },
    others: 'many',
  },
  {
    rule: 'leaves the changes that it is given as they were',
    does: 'writes the moment into what it saves',
    create: wrong((right) => ({
      async save(changes, options) {
        for (const { after } of changes) Reflect.set(after, 'changedAt', new Date());
        return right.save(changes, options);
      },
    })),
  },
  {
    rule: 'keeps what it holds when its callers change what they gave or got',
    does: 'stores the objects that it was given',
    create: loose({ write: (accounts, { after }) => accounts.set(after.id, after) }),
  },
  {
    rule: 'keeps what it holds when its callers change what they gave or got',
    does: 'gives the objects that it stores',
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
      const found = kept.get(key) ?? right.find(query);
      kept.set(key, found);
      return found;
    },
    save(...call: Parameters<typeof right.save>) {
      kept.clear();
      return right.save(...call);
    },
  };
}
