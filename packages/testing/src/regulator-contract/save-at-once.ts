import assert from 'node:assert/strict';
import type { RegulatorAccountChange, RegulatorSaveOutcome } from '@sas-sos/core';
import { type RegulatorSubject, save } from './regulator-check.js';

/** Makes calls at the same time, shared out among the instances; waits for all of them. */
export async function saveAtOnce(
  subject: RegulatorSubject,
  calls: readonly (readonly RegulatorAccountChange[])[],
): Promise<readonly RegulatorSaveOutcome[]> {
  const settled = await Promise.allSettled(
    calls.map((changes, index) => save(toInstance(subject, index), changes)),
  );
  return settled.map((each) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });
}

/** Makes calls at the same time, and fails unless one is saved; gives the changes of that one. */
export async function assertOneSaved(
  subject: RegulatorSubject,
  calls: readonly (readonly RegulatorAccountChange[])[],
): Promise<readonly RegulatorAccountChange[]> {
  const outcomes = await saveAtOnce(subject, calls);
  const saved = calls.filter((_, index) => outcomes[index] === 'saved');
  assert.equal(
    saved.length,
    1,
    `${saved.length} of ${calls.length} calls at once were answered 'saved'; expected one.`,
  );
  return saved[0] ?? [];
}

/** One of the instances, each in turn. */
export function toInstance({ instances, accounts }: RegulatorSubject, index: number) {
  return { accounts: instances[index % instances.length] ?? accounts };
}
