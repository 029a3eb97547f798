import assert from 'node:assert/strict';
import type { RegulatorAccount, RegulatorAccountChange } from '@sas-sos/core';
import {
  createRegulatorAccount,
  type RegulatorAccountPart,
  toAddition,
  toChange,
  toNationalId,
} from '../regulator-fixture.js';
import { assertSameAccounts, find, type RegulatorCheck, save } from './regulator-check.js';
import { toInstance } from './save-at-once.js';

const workers = 6;
const steps = 40;

const numbers = [60, 61, 62, 63, 64, 65, 66, 67];
const nationalIds = [null, ...[60, 61, 62, 63].map(toNationalId)];
const emails = ['a@example.org', 'B@example.org', 'c@example.org', 'D@example.org'];
const ids = numbers.map((number) => createRegulatorAccount(number).id);

/** Checks that rules hold and no change is lost while many callers change the same accounts. */
export const stormCheck: RegulatorCheck = {
  name: `keeps the rules, and every change it reported as saved, through ${workers * steps} calls`,
  async run(subject) {
    const saved: RegulatorAccount[] = [];

    async function work(worker: number) {
      const accounts = toInstance(subject, worker);
      const pick = createPick(worker + 1);
      for (let step = 0; step < steps; step += 1) {
        const accountsBefore = await find(accounts, { ids });
        assertRules(accountsBefore);
        const changes = toChanges(accountsBefore, pick, `Essai ${worker}.${step}`);
        const outcome = await save(accounts, changes);
        if (outcome === 'saved') saved.push(...changes.map(({ after }) => after));
      }
    }

    const settled = await Promise.allSettled(Array.from({ length: workers }, (_, i) => work(i)));
    for (const result of settled) if (result.status === 'rejected') throw result.reason;

    const accountsAfter = await find(subject, { ids });
    assertRules(accountsAfter);
    assert.notEqual(saved.length, 0, `save answered 'stale' to all of the calls.`);
    const versions = saved.map(({ id, version }) => `${id} version ${version}`);
    assertNoneTwice(versions, "Two calls were answered 'saved' for");
    const last = new Map<string, RegulatorAccount>();
    for (const account of saved) {
      if (account.version > (last.get(account.id)?.version ?? 0)) last.set(account.id, account);
    }
    assertSameAccounts(
      accountsAfter,
      [...last.values()],
      'After the last change that was saved, find',
    );
  },
};

type Pick = <Value>(values: readonly Value[]) => Value;

/** Adds or changes an account, or moves an identifier from one account to another. */
function toChanges(
  stored: readonly RegulatorAccount[],
  pick: Pick,
  familyName: string,
): RegulatorAccountChange[] {
  const part: RegulatorAccountPart = {
    familyName,
    active: pick([true, false]),
    nationalId: pick(nationalIds),
    email: pick(emails),
  };
  const account = createRegulatorAccount(pick(numbers), part);
  const before = stored.find(({ id }) => id === account.id);
  if (!before) return [toAddition(account)];
  const change = toChange(before, part);
  const { nationalId } = account;
  const holder = stored.find((other) => other.nationalId === nationalId && other.id !== before.id);
  if (!holder || nationalId === null || pick([true, false])) return [change];
  return [toChange(holder, { nationalId: null, familyName }), change];
}

/** Fails when two accounts found together break a rule. */
function assertRules(accounts: readonly RegulatorAccount[]): void {
  const keys = accounts.flatMap(({ id, nationalId, technicalId, active, emailKey }) => [
    `id ${id}`,
    ...(nationalId === null ? [] : [`national identifier ${nationalId}`]),
    ...(technicalId === null ? [] : [`technical identifier ${technicalId}`]),
    ...(active ? [`e-mail of an active account ${emailKey}`] : []),
  ]);
  assertNoneTwice(keys, 'Two accounts have');
}

function assertNoneTwice(texts: readonly string[], what: string): void {
  const repeated = texts.filter((text, index) => texts.indexOf(text) !== index);
  assert.equal(repeated.length, 0, `${what} ${repeated.join(', ')}; expected one.`);
}

/** Creates a reproducible random choice: a linear congruential generator. */
function createPick(seed: number): Pick {
  let state = seed;
  return (values) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const value = values[Math.floor((state / 2 ** 32) * values.length)];
    return value as (typeof values)[number];
  };
}
