import type { RegulatorAccount } from '@sas-sos/core';
import { expect, it } from 'vitest';
import { createMemoryRegulatorAccounts } from './create-memory-regulator-accounts.js';
import { createRegulatorAccount, toNationalId } from './regulator-fixture.js';

// describe-regulator-accounts.long.test.ts tests the contract; this file tests the rest.

const { signal } = new AbortController();

it('starts without accounts', () => {
  expect(createMemoryRegulatorAccounts().list()).toEqual([]);
});

it('lists every account in the order in which they were added, changed or not', async () => {
  const [first, second, third] = [1, 2, 3].map((number) => createRegulatorAccount(number)) as [
    RegulatorAccount,
    RegulatorAccount,
    RegulatorAccount,
  ];
  const accounts = createMemoryRegulatorAccounts({ accounts: [first, second] });
  const disabled = { ...first, active: false, version: 2 };
  await accounts.save([{ after: third }, { before: first, after: disabled }], { signal });
  expect(accounts.list()).toEqual([disabled, second, third]);
});

it('lists the same accounts after a save that is refused half-way', async () => {
  const first = createRegulatorAccount(1);
  const second = createRegulatorAccount(2);
  const accounts = createMemoryRegulatorAccounts({ accounts: [first] });
  const renamed = { ...first, familyName: 'Autre', version: 2 };
  const changes = [
    { after: second },
    { before: first, after: renamed },
    { before: first, after: renamed },
  ];
  expect(await accounts.save(changes, { signal })).toBe('stale');
  expect(accounts.list()).toEqual([first]);
});

it('returns accounts that are frozen, down to the details', () => {
  const address = { lines: ['1 rue Haute'] };
  const account = createRegulatorAccount(1, { details: { address } });
  const [listed] = createMemoryRegulatorAccounts({ accounts: [account] }).list();
  expect(Object.isFrozen(listed)).toBe(true);
  expect(Object.isFrozen(listed?.details.address?.lines)).toBe(true);
  // The caller's own object is not frozen.
  expect(Object.isFrozen(account)).toBe(false);
  expect(Object.isFrozen(address.lines)).toBe(false);
});

it('does not change a list that was returned earlier', async () => {
  const first = createRegulatorAccount(1);
  const accounts = createMemoryRegulatorAccounts({ accounts: [first] });
  const listed = accounts.list();
  await accounts.save([{ after: createRegulatorAccount(2) }], { signal });
  expect(listed).toEqual([first]);
});

it.each([
  { name: 'id', second: createRegulatorAccount(1) },
  { name: 'national identifier', second: { nationalId: toNationalId(1) } },
  { name: 'technical identifier', second: { technicalId: createRegulatorAccount(1).technicalId } },
  { name: 'e-mail', second: { email: 'REGULATION.1@example.org' } },
])('refuses to start with two active accounts with the same $name', ({ second }) => {
  const first = createRegulatorAccount(1, { nationalId: toNationalId(1) });
  const other = 'id' in second ? second : createRegulatorAccount(2, second);
  expect(() => createMemoryRegulatorAccounts({ accounts: [first, other] })).toThrow(
    expect.objectContaining({ code: 'SAS_OPTION_INVALID' }),
  );
});

it('does nothing when the call is already aborted', async () => {
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
