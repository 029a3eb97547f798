import { rightRules } from './loose-regulators.js';
import { loose, type WrongRegulators, wrong } from './wrong-regulators.js';

const { isCurrent, isNationalTaken, isTechnicalTaken, isEmailTaken } = rightRules;

export const wrongRegulatorConflicts: readonly WrongRegulators[] = [
  {
    rule: 'answers `stale` to a change of an older version',
    does: 'lets the last write win',
    create: loose({
      isCurrent: (stored, { before }) => (before ? stored !== undefined : stored === undefined),
    }),
    others: 'many',
  },
  {
    rule: 'answers `stale` to a change of a future version',
    does: 'refuses only older versions',
    create: loose({
      isCurrent: (stored, { before }) =>
        stored && before ? stored.version <= before.version : stored?.version === before?.version,
    }),
  },
  {
    rule: 'answers `stale` to a change of an unknown account',
    does: 'adds an account that it cannot replace',
    create: loose({
      isCurrent: (stored, change) => stored === undefined || isCurrent(stored, change),
    }),
  },
  {
    rule: 'answers `stale` to the addition of an existing account',
    does: 'replaces an account that it cannot add',
    create: loose({
      isCurrent: (stored, change) => change.before === undefined || isCurrent(stored, change),
    }),
    others: 'many',
  },
  {
    rule: 'answers `stale` to a national identifier that an active account has',
    does: 'has no unique key on it',
    create: loose({ isNationalTaken: () => false }),
    others: 'many',
  },
  {
    rule: 'answers `stale` to a national identifier that an active account has',
    does: 'rejects on a unique key violation',
    create: wrong((right) => ({
      async save(changes, options) {
        const outcome = await right.save(changes, options);
        if (outcome === 'stale') throw new Error('duplicate key value violates unique constraint');
        return outcome;
      },
    })),
    others: 'many',
  },
  {
    rule: 'answers `stale` to a national identifier that a disabled account has',
    does: 'has a unique key among active accounts only',
    create: loose({
      isNationalTaken: (stored, change) => stored.active && isNationalTaken(stored, change),
    }),
    others: 'many',
  },
  {
    rule: 'answers `stale` to a technical identifier that an active account has',
    does: 'has no unique key on it',
    create: loose({ isTechnicalTaken: () => false }),
    others: 'many',
  },
  {
    rule: 'answers `stale` to a technical identifier that a disabled account has',
    does: 'has a unique key among active accounts only',
    create: loose({
      isTechnicalTaken: (stored, change) => stored.active && isTechnicalTaken(stored, change),
    }),
  },
  {
    rule: 'answers `stale` to an active account that is added with the e-mail of another',
    does: 'checks e-mails only when an account changes',
    create: loose({
      isEmailTaken: (stored, change) =>
        change.before !== undefined && isEmailTaken(stored, change, []),
    }),
    others: 'many',
  },
  {
    rule: 'answers `stale` to an active account that takes the e-mail of another',
    does: 'checks e-mails only when an account is added or enabled',
    create: loose({
      isEmailTaken: (stored, change) => !change.before?.active && isEmailTaken(stored, change, []),
    }),
    others: 'many',
  },
  {
    rule: 'answers `stale` to an account that is enabled with the e-mail of an active one',
    does: 'checks e-mails only when they change',
    create: loose({
      isEmailTaken: (stored, change) =>
        change.before?.emailKey !== change.after.emailKey && isEmailTaken(stored, change, []),
    }),
    others: 'many',
  },
  {
    rule: 'answers `stale` to changes of one call that conflict with each other',
    does: 'compares changes only with accounts that they do not touch',
    create: loose({
      comparedWith: (now, _before, changes) => {
        const touched = new Set(changes.map(({ after }) => after.id));
        return [...now.values()].filter(({ id }) => !touched.has(id));
      },
    }),
    others: 'many',
  },
  {
    rule: 'saves none of three changes when the second is stale',
    does: 'keeps earlier writes when a version is old',
    create: loose({ onRefusal: (now, before, reason) => (reason === 'version' ? now : before) }),
    others: 'many',
  },
  {
    rule: 'saves none of three changes when the last breaks a rule',
    does: 'keeps earlier writes on a unique key violation',
    create: loose({ onRefusal: (now, before, reason) => (reason === 'rule' ? now : before) }),
    others: 'many',
  },
];
