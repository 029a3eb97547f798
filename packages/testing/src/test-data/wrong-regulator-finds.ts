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
    does: 'knows no ids',
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
    does: 'knows no e-mails',
    create: finding(id, nationalId, technicalId),
    others: 'many',
  },
  {
    rule: 'finds every account of an e-mail key, disabled ones too',
    does: 'finds one account for each e-mail',
    create: wrong((right) => ({
      find: async ({ emailKeys = [], ...query }) => {
        const first = emailKeys.map((key) => right.list().find((each) => each.emailKey === key));
        const found = new Set([...(await right.find(query)), ...first]);
        return [...found].filter((each) => each !== undefined);
      },
    })),
    others: ['releases an e-mail and gives it to another account in one call'],
  },
  {
    rule: 'finds every account of an e-mail key, disabled ones too',
    does: 'hides disabled accounts',
    create: wrong((right) => ({
      find: async (query) => (await right.find(query)).filter(({ active }) => active),
    })),
    others: 'many',
  },
  {
    rule: 'finds the accounts of all the keys, of whatever kind',
    does: 'looks for e-mails only where it is asked for nothing else',
    create: asking(({ ids = [], identifiers = [], emailKeys }) => ({
      emailKeys: ids.length + identifiers.length > 0 ? [] : emailKeys,
    })),
    others: 'many',
  },
  {
    rule: 'gives an account once, however many keys lead to it',
    does: 'puts the rows of three selects one after the other',
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
    does: 'finds everything when it is asked for nothing',
    create: wrong((right) => ({
      find: ({ ids = [], identifiers = [], emailKeys = [], signal }) =>
        ids.length + identifiers.length + emailKeys.length > 0
          ? right.find({ ids, identifiers, emailKeys, signal })
          : right.list(),
    })),
    others: ['answers `saved` to no change at all'],
  },
  {
    rule: 'finds nothing under a key that no account has',
    does: 'rejects an id that is no UUID',
    create: wrong((right) => ({
      find: async (query) => {
        if (query.ids?.some((each) => !/^[0-9a-f-]{36}$/.test(each))) {
          throw new Error('invalid input syntax for type uuid');
        }
        return right.find(query);
      },
    })),
    others: [
      'takes no key for one of another kind',
      'takes % and _ for themselves',
      'takes quotes, backslashes and semicolons for themselves',
    ],
  },
  {
    rule: 'takes no key for one of another kind',
    does: 'looks for every key in every column',
    create: wrong((right) => ({
      find: ({ ids = [], identifiers = [], emailKeys = [], signal }) => {
        const keys = [...ids, ...identifiers, ...emailKeys];
        return right.find({ ids: keys, identifiers: keys, emailKeys: keys, signal });
      },
    })),
  },
  {
    rule: 'tells capitals from small letters',
    does: 'compares without regard to case',
    create: comparing((value, key) => value.toLowerCase() === key.toLowerCase()),
    others: ['swaps two identifiers in one call, one account changing twice'],
  },
  {
    rule: 'tells letters with accents from those without',
    does: 'compares without regard to accents',
    create: comparing((value, key) => toUnaccented(value) === toUnaccented(key)),
    others: ['releases an e-mail and gives it to another account in one call'],
  },
  {
    rule: 'takes % and _ for themselves',
    does: 'compares with LIKE',
    create: comparing((value, key) => {
      const pattern = key.replace(/[\\^$.|?*+(){}[\]]/g, '\\$&').replaceAll('_', '.');
      return new RegExp(`^${pattern.replaceAll('%', '.*')}$`, 'su').test(value);
    }),
  },
  {
    rule: 'takes quotes, backslashes and semicolons for themselves',
    does: 'doubles quotes that a parameter does not want doubled',
    create: comparing((value, key) => value === key.replaceAll("'", "''")),
  },
  {
    rule: 'takes quotes, backslashes and semicolons for themselves',
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
    rule: 'finds the accounts of 500 keys of each kind at once',
    does: 'asks its database for 100 keys at most',
    create: asking(({ ids, identifiers, emailKeys }) => ({
      ids: ids?.slice(0, 100),
      identifiers: identifiers?.slice(0, 100),
      emailKeys: emailKeys?.slice(0, 100),
    })),
  },
];
