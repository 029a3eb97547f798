import {
  createRegulatorAccount,
  regulatorFixture as fixture,
  toAddition,
  toChange,
  toNationalId,
} from '../regulator-fixture.js';
import { assertFinds, assertSaved, type RegulatorCheck } from './regulator-check.js';

const { technical, mixedCase, otherCase, accented, bare, shared, disabled } = fixture;

/** Rules for changes that the four rules allow, so that `save` must save them. */
export const roomChecks: readonly RegulatorCheck[] = [
  {
    name: 'gives a released identifier to another account',
    async run(subject) {
      await assertSaved(subject, [toChange(disabled, { nationalId: null })]);
      await assertSaved(subject, [toChange(technical, { nationalId: disabled.nationalId })]);
      await assertFinds(subject, { identifiers: [disabled.nationalId] }, [technical]);
    },
  },
  {
    name: 'releases an identifier and gives it to another account in one call',
    async run(subject) {
      await assertSaved(subject, [
        toChange(disabled, { nationalId: null }),
        toChange(technical, { nationalId: disabled.nationalId }),
      ]);
      await assertFinds(subject, { identifiers: [disabled.nationalId] }, [technical]);
    },
  },
  {
    name: 'releases an e-mail and gives it to another account in one call',
    async run(subject) {
      const { email, emailKey } = accented;
      const added = createRegulatorAccount(20, { email });
      await assertSaved(subject, [toChange(accented, { active: false }), toAddition(added)]);
      await assertFinds(subject, { emailKeys: [emailKey] }, [accented, added]);
    },
  },
  {
    name: 'swaps two identifiers in one call, one account changing twice',
    async run(subject) {
      const released = toChange(mixedCase, { nationalId: null });
      await assertSaved(subject, [
        released,
        toChange(otherCase, { nationalId: mixedCase.nationalId }),
        toChange(released.after, { nationalId: otherCase.nationalId }),
      ]);
      await assertFinds(subject, { identifiers: [mixedCase.nationalId] }, [otherCase]);
      await assertFinds(subject, { identifiers: [otherCase.nationalId] }, [mixedCase]);
    },
  },
  {
    name: 'adds several accounts without a national identifier',
    async run(subject) {
      await assertSaved(
        subject,
        [20, 21].map((number) => toAddition(createRegulatorAccount(number))),
      );
    },
  },
  {
    name: 'adds several accounts without a technical identifier',
    async run(subject) {
      const accounts = [20, 21].map((number) =>
        createRegulatorAccount(number, { nationalId: toNationalId(number), technicalId: null }),
      );
      await assertSaved(subject, accounts.map(toAddition));
    },
  },
  {
    name: 'treats identifiers that differ only by case as different',
    async run(subject) {
      const nationalId = mixedCase.nationalId.toUpperCase();
      await assertSaved(subject, [toAddition(createRegulatorAccount(20, { nationalId }))]);
    },
  },
  {
    name: 'treats e-mails that differ only by an accent as different',
    async run(subject) {
      const email = 'zôé.essai@example.org';
      await assertSaved(subject, [toAddition(createRegulatorAccount(20, { email }))]);
    },
  },
  {
    name: 'adds a disabled account with the e-mail of an active one',
    async run(subject) {
      const { email } = shared;
      const account = createRegulatorAccount(20, { email, active: false });
      await assertSaved(subject, [toAddition(account)]);
    },
  },
  {
    name: 'adds an active account with the e-mail of a disabled one',
    async run(subject) {
      const { email } = disabled;
      await assertSaved(subject, [toAddition(createRegulatorAccount(20, { email }))]);
    },
  },
  {
    name: 'disables an account with the e-mail of disabled ones',
    async run(subject) {
      await assertSaved(subject, [toChange(shared, { active: false })]);
    },
  },
  {
    name: 'enables an account when no other active one has its e-mail',
    async run(subject) {
      await assertSaved(subject, [toChange(shared, { active: false })]);
      const { technicalId } = createRegulatorAccount(20);
      await assertSaved(subject, [toChange(bare, { active: true, technicalId })]);
    },
  },
];
