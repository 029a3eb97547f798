import {
  createRegulatorAccount,
  regulatorFixture as fixture,
  toAddition,
  toChange,
  toNationalId,
} from '../regulator-fixture.js';
import { assertSaved, assertStale, type RegulatorCheck } from './regulator-check.js';

const { national, technical, complete, accented, unaccented, bare, disabled } = fixture;

/** Rules for changes that `save` must answer `stale` to, saving nothing. */
export const conflictChecks: readonly RegulatorCheck[] = [
  {
    name: 'answers `stale` to a change of an older version',
    async run(subject) {
      await assertSaved(subject, [toChange(complete, { familyName: 'Un' })]);
      await assertStale(subject, [toChange(complete, { familyName: 'Deux' })]);
    },
  },
  {
    name: 'answers `stale` to a change of a future version',
    async run(subject) {
      const before = { ...complete, version: complete.version + 1 };
      await assertStale(subject, [toChange(before, { familyName: 'Un' })]);
    },
  },
  {
    name: 'answers `stale` to a change of an unknown account',
    async run(subject) {
      await assertStale(subject, [toChange(createRegulatorAccount(20), { familyName: 'Un' })]);
    },
  },
  {
    name: 'answers `stale` to the addition of an existing account',
    async run(subject) {
      await assertStale(subject, [toAddition(national)]);
      // The same id alone is enough for a conflict.
      await assertStale(subject, [
        toAddition({ ...createRegulatorAccount(20), id: complete.id, version: 1 }),
      ]);
    },
  },
  {
    name: 'answers `stale` to a national identifier that an active account has',
    async run(subject) {
      const { nationalId } = complete;
      await assertStale(subject, [toAddition(createRegulatorAccount(20, { nationalId }))]);
      await assertStale(subject, [toChange(technical, { nationalId })]);
    },
  },
  {
    name: 'answers `stale` to a national identifier that a disabled account has',
    async run(subject) {
      const { nationalId } = disabled;
      await assertStale(subject, [toAddition(createRegulatorAccount(20, { nationalId }))]);
      await assertStale(subject, [toChange(technical, { nationalId })]);
    },
  },
  {
    name: 'answers `stale` to a technical identifier that an active account has',
    async run(subject) {
      const { technicalId } = complete;
      await assertStale(subject, [toAddition(createRegulatorAccount(20, { technicalId }))]);
      await assertStale(subject, [toChange(national, { technicalId })]);
    },
  },
  {
    name: 'answers `stale` to a technical identifier that a disabled account has',
    async run(subject) {
      const { technicalId } = disabled;
      await assertStale(subject, [toAddition(createRegulatorAccount(20, { technicalId }))]);
      await assertStale(subject, [toChange(national, { technicalId })]);
    },
  },
  {
    name: 'answers `stale` to an active account that is added with the e-mail of another',
    async run(subject) {
      // Written differently, it still has the same key.
      const email = accented.email.toUpperCase();
      await assertStale(subject, [toAddition(createRegulatorAccount(20, { email }))]);
    },
  },
  {
    name: 'answers `stale` to an active account that takes the e-mail of another',
    async run(subject) {
      await assertStale(subject, [toChange(unaccented, { email: accented.email })]);
    },
  },
  {
    name: 'answers `stale` to an account that is enabled with the e-mail of an active one',
    async run(subject) {
      const { technicalId } = createRegulatorAccount(20);
      await assertStale(subject, [toChange(bare, { active: true, technicalId })]);
    },
  },
  {
    name: 'answers `stale` to changes of one call that conflict with each other',
    async run(subject) {
      const nationalId = toNationalId(20);
      await assertStale(subject, [
        toAddition(createRegulatorAccount(20, { nationalId })),
        toAddition(createRegulatorAccount(21, { nationalId })),
      ]);
      await assertStale(subject, [
        toChange(national, { nationalId }),
        toChange(technical, { nationalId }),
      ]);
      const added = toAddition(createRegulatorAccount(20));
      await assertStale(subject, [added, added]);
    },
  },
  {
    name: 'saves none of three changes when the second is stale',
    async run(subject) {
      await assertSaved(subject, [toChange(technical, { familyName: 'Un' })]);
      await assertStale(subject, [
        toChange(national, { familyName: 'Deux' }),
        toChange(technical, { familyName: 'Deux' }),
        toAddition(createRegulatorAccount(20)),
      ]);
    },
  },
  {
    name: 'saves none of three changes when the last breaks a rule',
    async run(subject) {
      await assertStale(subject, [
        toAddition(createRegulatorAccount(20)),
        toChange(disabled, { nationalId: null }),
        toChange(technical, { nationalId: complete.nationalId }),
      ]);
      // Changes that were rolled back must still be possible.
      await assertSaved(subject, [
        toAddition(createRegulatorAccount(20)),
        toChange(disabled, { nationalId: null }),
        toChange(technical, { nationalId: disabled.nationalId }),
      ]);
    },
  },
];
