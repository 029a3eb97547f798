import type { RegulatorAccount } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { createMemoryRegulatorAccounts } from './create-memory-regulator-accounts.js';
import {
  describeRegulatorAccounts,
  type RegulatorAccountsUnderTest,
} from './describe-regulator-accounts.js';
import { createLooseRegulators } from './test-data/loose-regulators.js';
import { wrongRegulatorConflicts } from './test-data/wrong-regulator-conflicts.js';
import { wrongRegulatorEndings } from './test-data/wrong-regulator-endings.js';
import { wrongRegulatorFields } from './test-data/wrong-regulator-fields.js';
import { wrongRegulatorFinds } from './test-data/wrong-regulator-finds.js';
import { wrongRegulatorRaces } from './test-data/wrong-regulator-races.js';
import { wrongRegulatorSaves } from './test-data/wrong-regulator-saves.js';

const wrongRegulators = [
  ...wrongRegulatorFinds,
  ...wrongRegulatorFields,
  ...wrongRegulatorSaves,
  ...wrongRegulatorConflicts,
  ...wrongRegulatorRaces,
  ...wrongRegulatorEndings,
];

// Runs the suite on the accounts of this package, as a vendor would.
describeRegulatorAccounts({
  name: 'createMemoryRegulatorAccounts',
  runner: { describe, it },
  create: createRight,
});

function createRight(accounts: readonly RegulatorAccount[]): RegulatorAccountsUnderTest {
  return { accounts: createMemoryRegulatorAccounts({ accounts }) };
}

type Failures = ReadonlyMap<string, unknown>;

/** Runs the suite as a runner would; returns its rules and the errors of those that failed. */
async function runSuite(
  create: (accounts: readonly RegulatorAccount[]) => RegulatorAccountsUnderTest,
): Promise<{ readonly rules: readonly string[]; readonly failures: Failures }> {
  const tests: [name: string, test: () => Promise<void>][] = [];
  describeRegulatorAccounts({
    create,
    timeLimit: 2000,
    runner: {
      describe: (_name, body) => body(),
      it: (name, test) => tests.push([name, test]),
    },
  });
  const failures = new Map<string, unknown>();
  for (const [name, test] of tests) {
    await test().catch((error: unknown) => failures.set(name, error));
  }
  return { rules: tests.map(([name]) => name), failures };
}

async function failuresOf(...suite: Parameters<typeof runSuite>): Promise<string[]> {
  const { failures } = await runSuite(...suite);
  // Every message says what was found, and not only that two values differ.
  for (const error of failures.values()) {
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toHaveProperty('generatedMessage', true);
    expect(error).not.toBeInstanceOf(TypeError);
  }
  return [...failures.keys()].sort();
}

describe('describeRegulatorAccounts', () => {
  it('passes accounts that answer synchronously', async () => {
    const failures = await failuresOf((accounts) => {
      const right = createMemoryRegulatorAccounts({ accounts });
      const { list, save } = right;
      return {
        accounts: {
          save,
          find: ({ ids = [], identifiers = [], emailKeys = [] }) =>
            list().filter(
              ({ id, nationalId, technicalId, emailKey }) =>
                ids.includes(id) ||
                identifiers.includes(nationalId ?? '') ||
                identifiers.includes(technicalId ?? '') ||
                emailKeys.includes(emailKey),
            ),
        },
      };
    });
    expect(failures).toEqual([]);
  });

  it('passes accounts that check twice, with additional fields, in any order', async () => {
    const failures = await failuresOf((accounts) => {
      const right = createLooseRegulators(accounts, { atCommit: {} });
      const instance = {
        ...right,
        find: async (query: Parameters<typeof right.find>[0]) =>
          [...(await right.find(query))]
            .reverse()
            .map((account) => ({ ...account, termsAccepted: null })),
      };
      return { accounts: instance, others: [right, right] };
    });
    expect(failures).toEqual([]);
  });

  it.each(wrongRegulators)(
    '$rule: fails accounts of which it $does',
    async ({ rule, create, others }) => {
      const failures = await failuresOf(create);
      if (others === 'many') expect(failures).toContain(rule);
      else expect(failures).toEqual([rule, ...(others ?? [])].sort());
    },
  );

  it('has wrong accounts for each of its rules', async () => {
    const { rules } = await runSuite(createRight);
    const proven = new Set(wrongRegulators.map(({ rule }) => rule));
    expect(rules.filter((rule) => !proven.has(rule))).toEqual([]);
  });

  it('distributes concurrent calls over the instances', async () => {
    const saves = [0, 0, 0];
    await runSuite((fixtureAccounts) => {
      const right = createMemoryRegulatorAccounts({ accounts: fixtureAccounts });
      const [accounts = right, ...others] = saves.map((_, index) => ({
        ...right,
        save: (...call: Parameters<typeof right.save>) => {
          saves[index] = (saves[index] ?? 0) + 1;
          return right.save(...call);
        },
      }));
      return { accounts, others };
    });
    expect(saves.every((count) => count > 100)).toBe(true);
  });

  it('gives each test a separate fixture, which satisfies the four rules', async () => {
    const failures = await failuresOf((accounts) => {
      const right = createRight(structuredClone(accounts));
      for (const account of accounts) Reflect.set(account, 'id', 'spoiled');
      return right;
    });
    expect(failures).toEqual([]);
  });

  it('releases the store when a test fails', async () => {
    let open = 0;
    const { failures } = await runSuite((accounts) => {
      open += 1;
      const dispose = () => {
        open -= 1;
      };
      const { accounts: right } = createRight(accounts);
      return { accounts: { ...right, find: () => [] }, dispose };
    });
    expect(failures.size).toBeGreaterThan(0);
    expect(open).toBe(0);
  });

  it('throws when there is no runner', () => {
    expect(() => describeRegulatorAccounts({ create: createRight })).toThrow(
      expect.objectContaining({ code: 'SAS_TEST_RUNNER_MISSING' }),
    );
  });
});
