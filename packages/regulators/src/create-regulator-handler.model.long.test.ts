import type { RegulatorAccountChange, RegulatorAccounts } from '@sas-sos/core';
import { createMemoryRegulatorAccounts } from '@sas-sos/testing';
import { describe, expect, it } from 'vitest';
import { interleave } from './test-data/interleaved-accounts.js';
import { runRegulatorModel } from './test-data/run-regulator-model.js';

/** Runs the model on three instances over one store. */
function run(accounts: RegulatorAccounts) {
  const instances = [1, 2, 3].map((seed) => interleave(accounts, seed));
  return runRegulatorModel({ instances, runs: 2000, steps: 15, seed: 20260714 });
}

it('after thousands of calls, single and concurrent, the accounts match the model', async () => {
  const answers = await run(createMemoryRegulatorAccounts());
  // Every kind of answer occurred, and often.
  expect(Object.keys(answers).sort()).toEqual([
    '200',
    '201',
    '409 SAS_REGULATOR_EMAIL_TAKEN',
    '409 SAS_REGULATOR_EXISTS',
    '422 SAS_ELEMENT_REQUIRED',
    '422 SAS_REGULATOR_IDENTIFIER_TAKEN',
  ]);
  for (const times of Object.values(answers)) expect(times).toBeGreaterThan(20);
}, 120_000);

describe('the model detects a store', () => {
  it('that does not check the version', async () => {
    const { find, save } = createMemoryRegulatorAccounts();
    await expect(
      run({
        find,
        async save(changes, { signal }) {
          const ids = changes.map(({ after }) => after.id);
          const now = await find({ ids, signal });
          const toCurrent = ({ before, after }: RegulatorAccountChange) =>
            before ? { before: now.find(({ id }) => id === after.id), after } : { after };
          return save(changes.map(toCurrent), { signal });
        },
      }),
    ).rejects.toThrow();
  });

  it('that saves only the first of several changes', async () => {
    const { find, save } = createMemoryRegulatorAccounts();
    await expect(
      run({ find, save: (changes, options) => save(changes.slice(0, 1), options) }),
    ).rejects.toThrow();
  });
});
