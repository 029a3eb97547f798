import type { RegulatorAccount, RegulatorAccountChange } from '@sas-sos/core';
import {
  createRegulatorAccount,
  regulatorFixture as fixture,
  toAddition,
  toChange,
  toNationalId,
} from '../regulator-fixture.js';
import {
  assertFinds,
  assertSameAccounts,
  assertSameValue,
  assertSaved,
  find,
  type RegulatorCheck,
  type RegulatorSubject,
} from './regulator-check.js';
import { assertOneSaved, saveAtOnce } from './save-at-once.js';
import { stormCheck } from './storm-check.js';
import { visibilityChecks } from './visibility-checks.js';

// Concurrent calls in several rounds, because a race may show only one time in ten.
const contenders = 8;
const rounds = 6;

/** Numbers of the accounts of one round; no other round uses them. */
function numbersOf(round: number): number[] {
  return Array.from({ length: contenders }, (_, index) => 100 * (round + 1) + index);
}

/** Rules for concurrent calls: only those that the rules allow are saved. */
export const parallelChecks: readonly RegulatorCheck[] = [
  {
    name: 'saves only one of several identical additions',
    run: (subject) =>
      inRounds(async (round) => {
        const [number = 0] = numbersOf(round);
        const account = createRegulatorAccount(number, { nationalId: toNationalId(number) });
        await assertOneSaved(
          subject,
          numbersOf(round).map(() => [toAddition(account)]),
        );
        await assertFinds(subject, { emailKeys: [account.emailKey] }, [account]);
      }),
  },
  {
    name: 'saves only one of several additions with the same national identifier',
    run: (subject) =>
      assertOneAdded(subject, (round) => ({ nationalId: toNationalId(1000 + round) })),
  },
  {
    name: 'saves only one of several additions with the same technical identifier',
    run: (subject) =>
      assertOneAdded(subject, (round) => ({
        technicalId: createRegulatorAccount(9000 + round).technicalId,
      })),
  },
  {
    name: 'saves only one of several additions of active accounts with the same e-mail',
    run: (subject) => assertOneAdded(subject, (round) => ({ email: `one.${round}@example.org` })),
  },
  {
    name: 'enables only one of several accounts with the same e-mail',
    run: (subject) =>
      inRounds(async (round) => {
        const part = { email: `one.${round}@example.org`, active: false };
        const accounts = numbersOf(round).map((number) => createRegulatorAccount(number, part));
        await assertSaved(subject, accounts.map(toAddition));
        await assertOneSaved(
          subject,
          accounts.map((account) => [toChange(account, { active: true })]),
        );
      }),
  },
  {
    name: 'saves only one of several changes to the same version',
    async run(subject) {
      let before: RegulatorAccount = fixture.complete;
      for (let round = 0; round < rounds; round += 1) {
        const changes = numbersOf(round).map((number) =>
          toChange(before, { familyName: `Essai ${number}` }),
        );
        const saved = await assertOneSaved(
          subject,
          changes.map((change) => [change]),
        );
        const accounts = await find(subject, { ids: [before.id] });
        const expected = saved.map(({ after }) => after);
        assertSameValue(
          accounts.map(({ version, familyName }) => ({ version, familyName })),
          expected.map(({ version, familyName }) => ({ version, familyName })),
        );
        before = expected[0] ?? before;
      }
    },
  },
  {
    name: 'gives a released identifier to only one of several accounts',
    run: (subject) =>
      inRounds(async (round) => {
        const accounts = numbersOf(round).map((number) => createRegulatorAccount(number));
        const nationalId = toNationalId(1000 + round);
        const holder = createRegulatorAccount(50 + round, { nationalId });
        await assertSaved(subject, [holder, ...accounts].map(toAddition));
        await assertSaved(subject, [toChange(holder, { nationalId: null })]);
        const saved = await assertOneSaved(
          subject,
          accounts.map((account) => [toChange(account, { nationalId })]),
        );
        await assertFinds(
          subject,
          { identifiers: [nationalId] },
          saved.map(({ after }) => after),
        );
      }),
  },
  {
    name: 'gives an identifier to an addition or to a change, but not to both',
    run: (subject) =>
      inRounds(async (round) => {
        const nationalId = toNationalId(1000 + round);
        const [existing = 0, ...added] = numbersOf(round);
        const account = createRegulatorAccount(existing);
        await assertSaved(subject, [toAddition(account)]);
        await assertOneSaved(subject, [
          [toChange(account, { nationalId })],
          ...added.map((number) => [toAddition(createRegulatorAccount(number, { nationalId }))]),
        ]);
      }),
  },
  {
    name: 'saves one of two calls that change the same accounts in opposite order',
    async run(subject) {
      let pair: readonly RegulatorAccount[] = [fixture.national, fixture.technical];
      for (let round = 0; round < 3 * rounds; round += 1) {
        const change = (name: string) =>
          pair.map((account) => toChange(account, { familyName: name }));
        const saved = await assertOneSaved(subject, [change('Aller'), change('Retour').reverse()]);
        const expected = saved.map(({ after }) => after);
        const accounts = await find(subject, { ids: expected.map(({ id }) => id) });
        assertSameValue(
          accounts.map(({ familyName }) => familyName),
          expected.map(({ familyName }) => familyName),
        );
        pair = expected;
      }
    },
  },
  {
    name: 'saves all calls that do not conflict',
    run: (subject) =>
      inRounds(async (round) => {
        const [first = 0, ...rest] = numbersOf(round);
        const account = createRegulatorAccount(first);
        await assertSaved(subject, [toAddition(account)]);
        const calls: RegulatorAccountChange[][] = [
          [toChange(account, { familyName: 'Autre' })],
          ...rest.map((number) => [
            toAddition(createRegulatorAccount(number, { nationalId: toNationalId(number) })),
          ]),
        ];
        const outcomes = await saveAtOnce(subject, calls);
        assertSameValue(
          outcomes,
          calls.map(() => 'saved'),
          'save',
        );
      }),
  },
  ...visibilityChecks,
  stormCheck,
];

async function inRounds(run: (round: number) => Promise<void>): Promise<void> {
  for (let round = 0; round < rounds; round += 1) await run(round);
}

/** Fails unless exactly one of several conflicting accounts is added. */
async function assertOneAdded(
  subject: RegulatorSubject,
  toPart: (round: number) => Partial<RegulatorAccount>,
): Promise<void> {
  await inRounds(async (round) => {
    const accounts = numbersOf(round).map((number) =>
      createRegulatorAccount(number, toPart(round)),
    );
    const saved = await assertOneSaved(
      subject,
      accounts.map((account) => [toAddition(account)]),
    );
    const ids = accounts.map(({ id }) => id);
    assertSameAccounts(
      await find(subject, { ids }),
      saved.map(({ after }) => after),
    );
  });
}
