import type { RegulatorAccount } from '@sas-sos/core';
import { expect, it } from 'vitest';
import { createMemoryRegulatorAccounts } from './create-memory-regulator-accounts.js';
import { createRegulatorAccount, toNationalId } from './regulator-fixture.js';

// That they keep the contract is shown by describe-regulator-accounts.test.ts; here, the rest.

const { signal } = new AbortController();

it('starts without accounts', () => {
  expect(createMemoryRegulatorAccounts().list()).toEqual([]);
});

it('lists every account in the order in which they were added, changed or not', async () => {
  const [one, two, three] = [1, 2, 3].map((number) => createRegulatorAccount(number)) as [
    RegulatorAccount,
    RegulatorAccount,
    RegulatorAccount,
  ];
  const accounts = createMemoryRegulatorAccounts({ accounts: [one, two] });
  const disabled = { ...one, active: false, version: 2 };
  await accounts.save([{ after: three }, { before: one, after: disabled }], { signal });
  expect(accounts.list()).toEqual([disabled, two, three]);
});

it('lists what it listed when a save is refused half-way', async () => {
  const one = createRegulatorAccount(1);
  const two = createRegulatorAccount(2);
  const accounts = createMemoryRegulatorAccounts({ accounts: [one] });
  const renamed = { ...one, familyName: 'Autre', version: 2 };
  const changes = [
    { after: two },
    { before: one, after: renamed },
    { before: one, after: renamed },
  ];
  expect(await accounts.save(changes, { signal })).toBe('stale');
  expect(accounts.list()).toEqual([one]);
});

it('gives what nobody can change, down to the details', () => {
  const address = { lines: ['1 rue Haute'] };
  const account = createRegulatorAccount(1, { details: { address } });
  const [listed] = createMemoryRegulatorAccounts({ accounts: [account] }).list();
  expect(Object.isFrozen(listed)).toBe(true);
  expect(Object.isFrozen(listed?.details.address?.lines)).toBe(true);
  // What it was given stays its caller's.
  expect(Object.isFrozen(account)).toBe(false);
  expect(Object.isFrozen(address.lines)).toBe(false);
});

it('keeps a list that was given as it was then', async () => {
  const one = createRegulatorAccount(1);
  const accounts = createMemoryRegulatorAccounts({ accounts: [one] });
  const listed = accounts.list();
  await accounts.save([{ after: createRegulatorAccount(2) }], { signal });
  expect(listed).toEqual([one]);
});

it.each([
  { name: 'id', second: createRegulatorAccount(1) },
  { name: 'national identifier', second: { nationalId: toNationalId(1) } },
  { name: 'technical identifier', second: { technicalId: createRegulatorAccount(1).technicalId } },
  { name: 'e-mail', second: { email: 'REGULATION.1@example.org' } },
])('refuses to start with two active accounts of one $name', ({ second }) => {
  const one = createRegulatorAccount(1, { nationalId: toNationalId(1) });
  const two = 'id' in second ? second : createRegulatorAccount(2, second);
  expect(() => createMemoryRegulatorAccounts({ accounts: [one, two] })).toThrow(
    expect.objectContaining({ code: 'SAS_OPTION_INVALID' }),
  );
});

it('does nothing for a caller who has left', async () => {
  const accounts = createMemoryRegulatorAccounts({ accounts: [createRegulatorAccount(1)] });
  const { reason, ...left } = { signal: AbortSignal.abort(), reason: { name: 'AbortError' } };
  await expect(accounts.find({ ids: [], ...left })).rejects.toMatchObject(reason);
  const change = { after: createRegulatorAccount(2) };
  await expect(accounts.save([change], left)).rejects.toMatchObject(reason);
  expect(accounts.list()).toHaveLength(1);
});

it('keeps 5,000 accounts that are added one by one', async () => {
  const accounts = createMemoryRegulatorAccounts();
  for (let number = 0; number < 5000; number += 1) {
    const after = createRegulatorAccount(number, { nationalId: toNationalId(number) });
    await accounts.save([{ after }], { signal });
  }
  expect(accounts.list()).toHaveLength(5000);
});
