import {
  asking,
  comparing,
  finding,
  toUnaccented,
  type WrongRegulators,
  where,
  wrong,
} from './wrong-regulators.js';

const { id, nationalId, technicalId, emailKey } = where;

export const wrongRegulatorFinds: readonly WrongRegulators[] = [
  {
    rule: 'finds an account by its id',
    does: 'ignores ids',
    create: finding(nationalId, technicalId, emailKey),
    others: 'many',
  },
  {
    rule: 'finds an account by its national identifier',
    does: 'looks for technical identifiers only',
    create: finding(id, technicalId, emailKey),
    others: 'many',
  },
  {
    rule: 'finds an account by its technical identifier',
    does: 'looks for national identifiers only',
    create: finding(id, nationalId, emailKey),
    others: 'many',
  },
  {
    rule: 'finds an account by its e-mail key',
    does: 'ignores e-mails',
    create: finding(id, nationalId, technicalId),
    others: 'many',
  },
  {
    rule: 'finds every account of an e-mail key, including disabled ones',
    does: 'finds only one account for each e-mail',
    create: wrong((right) => ({
      find: async ({ emailKeys = [], ...query }) => {
        const first = emailKeys.map((key) =>
          right.list().find((account) => account.emailKey === key),
        );
        const accounts = new Set([...(await right.find(query)), ...first]);
        return [...accounts].filter((account) => account !== undefined);
      },
    })),
    others: ['releases an e-mail and gives it to another account in one call'],
  },
  {
    rule: 'finds every account of an e-mail key, including disabled ones',
    does: 'hides disabled accounts',
    create: wrong((right) => ({
      find: async (query) => (await right.find(query)).filter(({ active }) => active),
    })),
    others: 'many',
  },
  {
    rule: 'finds the accounts of all given keys, of any kind',
    does: 'searches by e-mail only when no other keys are given',
    create: asking(({ ids = [], identifiers = [], emailKeys }) => ({
      emailKeys: ids.length + identifiers.length > 0 ? [] : emailKeys,
    })),
    others: 'many',
  },
  {
    rule: 'returns an account once, even if several keys match it',
    does: 'concatenates the rows of three selects',
    create: wrong((right) => ({
      find: async ({ ids, identifiers, emailKeys, signal }) => [
        ...(await right.find({ ids, signal })),
        ...(await right.find({ identifiers, signal })),
        ...(await right.find({ emailKeys, signal })),
      ],
    })),
    others: 'many',
  },
  {
    rule: 'finds nothing when lists are absent or empty',
    does: 'finds everything when given no keys',
    create: wrong((right) => ({
      find: ({ ids = [], identifiers = [], emailKeys = [], signal }) =>
        ids.length + identifiers.length + emailKeys.length > 0
          ? right.find({ ids, identifiers, emailKeys, signal })
          : right.list(),
    })),
    others: ['answers `saved` to an empty list of changes'],
  },
  {
    rule: 'finds nothing under an unknown key',
    does: 'rejects an id that is not a UUID',
    create: wrong((right) => ({
      find: async (query) => {
        if (query.ids?.some((id) => !/^[0-9a-f-]{36}$/.test(id))) {
          throw new Error('invalid input syntax for type uuid');
        }
        return right.find(query);
      },
    })),
    others: [
      'never matches a key against another kind of key',
      'treats % and _ literally',
      'treats quotes, backslashes and semicolons literally',
    ],
  },
  {
    rule: 'never matches a key against another kind of key',
    does: 'searches for every key in every column',
    create: wrong((right) => ({
      find: ({ ids = [], identifiers = [], emailKeys = [], signal }) => {
        const keys = [...ids, ...identifiers, ...emailKeys];
        return right.find({ ids: keys, identifiers: keys, emailKeys: keys, signal });
      },
    })),
  },
  {
    rule: 'distinguishes upper and lower case',
    does: 'ignores case when comparing',
    create: comparing((value, key) => value.toLowerCase() === key.toLowerCase()),
    others: ['swaps two identifiers in one call, one account changing twice'],
  },
  {
    rule: 'distinguishes letters with and without accents',
    does: 'ignores accents when comparing',
    create: comparing((value, key) => toUnaccented(value) === toUnaccented(key)),
    others: ['releases an e-mail and gives it to another account in one call'],
  },
  {
    rule: 'treats % and _ literally',
    does: 'compares with LIKE',
    create: comparing((value, key) => {
      const pattern = key.replace(/[\\^$.|?*+(){}[\]]/g, '\\$&').replaceAll('_', '.');
      return new RegExp(`^${pattern.replaceAll('%', '.*')}$`, 'su').test(value);
    }),
  },
  {
    rule: 'treats quotes, backslashes and semicolons literally',
    does: 'doubles quotes within a parameter',
    create: comparing((value, key) => value === key.replaceAll("'", "''")),
  },
  {
    rule: 'treats quotes, backslashes and semicolons literally',
    does: 'writes keys into its statement',
    create: wrong((right) => ({
      find: async (query) => {
        const { ids = [], identifiers = [], emailKeys = [] } = query;
        const keys = [...ids, ...identifiers, ...emailKeys];
        if (keys.some((key) => /'1'='1/.test(key))) return right.list();
        if (keys.some((key) => /['"]/.test(key))) throw new Error('syntax error');
        return right.find(query);
      },
    })),
  },
  {
    rule: 'finds the accounts of 500 keys of each kind in one call',
    does: 'queries its database for at most 100 keys',
    create: asking(({ ids, identifiers, emailKeys }) => ({
      ids: ids?.slice(0, 100),
      identifiers: identifiers?.slice(0, 100),
      emailKeys: emailKeys?.slice(0, 100),
    })),
  },
];
