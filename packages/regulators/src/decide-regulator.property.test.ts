import type { RegulatorAccount, RegulatorAccountChange } from '@sas-sos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRegulator, type RegulatorRequest } from './decide-regulator.js';
import { anyAccounts, anyRequest, findBreaches } from './test-data/arbitrary-accounts.js';

type Accounts = readonly RegulatorAccount[];

const decide = (request: RegulatorRequest, accounts: Accounts) =>
  decideRegulator(request, { accounts, newId: 'new' });

function changesOf(
  request: RegulatorRequest,
  accounts: Accounts,
): readonly RegulatorAccountChange[] {
  const decision = decide(request, accounts);
  return 'changes' in decision ? decision.changes : [];
}

/** Yields the accounts after each change, as a store keeps them. */
function* replay(accounts: Accounts, changes: readonly RegulatorAccountChange[]) {
  let now = accounts;
  for (const { before, after } of changes) {
    expect(now.find(({ id }) => id === after.id)).toEqual(before);
    expect(after.version).toBe((before?.version ?? 0) + 1);
    now = [...now.filter(({ id }) => id !== after.id), after];
    yield now;
  }
}

function apply(request: RegulatorRequest, accounts: Accounts): Accounts {
  return [...replay(accounts, changesOf(request, accounts))].at(-1) ?? accounts;
}

/** Checks a property of any request on any accounts. */
function check(property: (request: RegulatorRequest, accounts: Accounts) => void) {
  fc.assert(fc.property(anyRequest, anyAccounts, property), { numRuns: 5000, seed: 1302 });
}

describe('for any accounts and any request', () => {
  it('no rule of the store is broken, neither in between nor at the end', () => {
    check((request, accounts) => {
      for (const step of replay(accounts, changesOf(request, accounts))) {
        expect(findBreaches(step)).toEqual([]);
      }
    });
  });

  it('no account disappears, and a create adds one', () => {
    check((request, accounts) => {
      const ids = accounts.map(({ id }) => id);
      const added = decide(request, accounts).outcome === 'created' ? ['new'] : [];
      const after = apply(request, accounts).map(({ id }) => id);
      expect(new Set(after)).toEqual(new Set([...ids, ...added]));
      expect(after).toHaveLength(ids.length + added.length);
    });
  });

  it('an accepted request makes the account match the body, and keeps its id', () => {
    check((request, accounts) => {
      const decision = decide(request, accounts);
      if (!('account' in decision)) return;
      const { id, version, ...rest } = decision.account;
      expect(rest).toEqual(request.regulator);
      expect(apply(request, accounts)).toContainEqual({ ...rest, id, version });
      expect(decision.outcome === 'created').toBe(id === 'new');
    });
  });

  it('no active account changes except the one that an update means', () => {
    check((request, accounts) => {
      const decision = decide(request, accounts);
      const own = decision.outcome === 'updated' ? decision.account.id : undefined;
      const after = apply(request, accounts);
      for (const account of accounts) {
        if (account.active && account.id !== own) expect(after).toContainEqual(account);
      }
    });
  });

  it('another account loses only an identifier that the body claims', () => {
    check((request, accounts) => {
      const { nationalId, technicalId } = request.regulator;
      for (const { before, after } of changesOf(request, accounts).slice(0, -1)) {
        expect(before?.active).toBe(false);
        expect(after).toEqual({
          ...before,
          version: after.version,
          nationalId: before?.nationalId === nationalId ? null : before?.nationalId,
          technicalId: before?.technicalId === technicalId ? null : before?.technicalId,
        });
      }
    });
  });

  it('a repeated update changes nothing', () => {
    check((request, accounts) => {
      const first = decide(request, accounts);
      if (request.interaction === 'create') return;
      const again = decideRegulator(request, {
        accounts: apply(request, accounts),
        newId: 'newer',
      });
      if ('account' in first) {
        expect(again).toEqual({ outcome: 'unchanged', account: first.account });
      } else expect(again).toEqual(first);
    });
  });

  it('a repeated create is refused', () => {
    check((request, accounts) => {
      if (request.interaction === 'update') return;
      expect(decide(request, apply(request, accounts)).outcome).toBe('refused');
    });
  });

  it('after a withdrawal the regulator has no right, and nobody else gains one', () => {
    check((request, accounts) => {
      if (request.regulator.active) return;
      const active = (all: Accounts) => all.filter((account) => account.active).map(({ id }) => id);
      const before = active(accounts);
      for (const id of active(apply(request, accounts))) expect(before).toContain(id);
    });
  });

  it('the order of the accounts, and unrelated accounts, do not matter', () => {
    check((request, accounts) => {
      const { nationalId, technicalId, emailKey } = request.regulator;
      const named = request.interaction === 'update' ? request.identifier.value : undefined;
      const related = accounts.filter(
        (account) =>
          account.emailKey === emailKey ||
          [account.nationalId, account.technicalId].some(
            (value) => value !== null && [nationalId, technicalId, named].includes(value),
          ),
      );
      expect(decide(request, related.toReversed())).toEqual(decide(request, accounts));
    });
  });

  it('its arguments are not changed', () => {
    check((request, accounts) => {
      const copy = structuredClone({ request, accounts });
      decide(request, accounts);
      expect({ request, accounts }).toEqual(copy);
    });
  });

  it('every outcome occurs', () => {
    const outcomes = new Set<string>();
    check((request, accounts) => {
      const decision = decide(request, accounts);
      outcomes.add(decision.outcome === 'refused' ? decision.issue.code : decision.outcome);
    });
    expect([...outcomes].sort()).toEqual([
      'SAS_REGULATOR_EMAIL_TAKEN',
      'SAS_REGULATOR_EXISTS',
      'SAS_REGULATOR_IDENTIFIER_TAKEN',
      'created',
      'unchanged',
      'unknown',
      'updated',
    ]);
  });
});
