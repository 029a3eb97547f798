import {
  createRegulatorAccount,
  regulatorFixture as fixture,
  toAddition,
  toChange,
  toNationalId,
} from '../regulator-fixture.js';
import { assertFinds, assertSaved, type RegulatorCheck } from './regulator-check.js';

const { technical, mixedCase, otherCase, accented, bare, shared, disabled } = fixture;

/** What the four rules leave room for, and `save` saves. */
export const roomChecks: readonly RegulatorCheck[] = [
  {
    name: 'gives an identifier that was released to another account',
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
        [20, 21].map((each) => toAddition(createRegulatorAccount(each))),
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
    name: 'takes identifiers that differ by a capital for two',
    async run(subject) {
      const nationalId = mixedCase.nationalId.toUpperCase();
      await assertSaved(subject, [toAddition(createRegulatorAccount(20, { nationalId }))]);
    },
  },
  {
    name: 'takes e-mails that differ by an accent for two',
    async run(subject) {
      const email = 'zôé.essai@example.org';
      await assertSaved(subject, [toAddition(createRegulatorAccount(20, { email }))]);
    },
  },
  {
    name: 'adds a disabled account whose e-mail an active one has',
    async run(subject) {
      const { email } = shared;
      const account = createRegulatorAccount(20, { email, active: false });
      await assertSaved(subject, [toAddition(account)]);
    },
  },
  {
    name: 'adds an active account whose e-mail a disabled one has',
    async run(subject) {
      const { email } = disabled;
      await assertSaved(subject, [toAddition(createRegulatorAccount(20, { email }))]);
    },
  },
  {
    name: 'disables an account whose e-mail disabled ones have',
    async run(subject) {
      await assertSaved(subject, [toChange(shared, { active: false })]);
    },
  },
  {
    name: 'enables an account once no other active one has its e-mail',
    async run(subject) {
      await assertSaved(subject, [toChange(shared, { active: false })]);
      const { technicalId } = createRegulatorAccount(20);
      await assertSaved(subject, [toChange(bare, { active: true, technicalId })]);
    },
  },
];
