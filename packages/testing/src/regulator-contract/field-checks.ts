import assert from 'node:assert/strict';
import type { RegulatorAccount } from '@sas-sos/core';
import {
  createRegulatorAccount,
  regulatorFixture as fixture,
  regulatorFixtureAccounts,
  toAddition,
  toChange,
  toNationalId,
} from '../regulator-fixture.js';
import {
  assertSameValue,
  assertSaved,
  find,
  idsOf,
  type RegulatorCheck,
  type RegulatorSubject,
  toPlainDetails,
} from './regulator-check.js';

type ReadField = (account: RegulatorAccount) => unknown;

const fields: readonly (readonly [name: string, read: ReadField])[] = [
  ['version', ({ version }) => version],
  ['national identifier, or its absence', ({ nationalId }) => nationalId],
  ['technical identifier, or its absence', ({ technicalId }) => technicalId],
  ['right, whether active or not', ({ active }) => active],
  ['e-mail as written', ({ email }) => email],
  ['e-mail key', ({ emailKey }) => emailKey],
  ['family name', ({ familyName }) => familyName],
  ['given name', ({ givenName }) => givenName],
  ['details', toPlainDetails],
];

const { complete, national, technical, bare } = fixture;

const { familyName, givenName, details } = complete;

/** Changes that set every field, and then clear it again. */
const changes = [
  toAddition(
    createRegulatorAccount(20, {
      ...{ nationalId: toNationalId(20), familyName, givenName, details },
      email: "L'Œuvre.Essai@Example.org",
    }),
  ),
  toAddition(createRegulatorAccount(21, { technicalId: null, active: false })),
  toChange(complete, {
    ...{ nationalId: null, active: false, familyName: 'ESSAI', givenName: 'A.', details: {} },
    email: 'Autre.Adresse@Example.org',
  }),
  toChange(national, { technicalId: createRegulatorAccount(22).technicalId, details }),
  toChange(technical, { nationalId: toNationalId(22), technicalId: null, familyName, givenName }),
  toChange(bare, { technicalId: createRegulatorAccount(23).technicalId }),
];

/** Rules that every field is returned as saved. */
export const fieldChecks: readonly RegulatorCheck[] = fields.map(([name, read]) => ({
  name: `keeps the ${name}`,
  async run(subject) {
    await assertField(subject, regulatorFixtureAccounts, read);
    await assertSaved(subject, changes);
    await assertField(
      subject,
      changes.map(({ after }) => after),
      read,
    );
  },
}));

async function assertField(
  subject: RegulatorSubject,
  expected: readonly RegulatorAccount[],
  read: ReadField,
): Promise<void> {
  const accounts = await find(subject, { ids: idsOf(expected) });
  assert.notEqual(accounts.length, 0, 'find returned none of the accounts.');
  const wanted = new Map(expected.map((account) => [account.id, account]));
  for (const account of accounts) {
    const saved = wanted.get(account.id) ?? account;
    assertSameValue(read(account), read(saved), `Of account ${account.id}, find`);
  }
}
