import assert from 'node:assert/strict';
import type { RegulatorAccountChange, RegulatorSaveOutcome } from '@sas-sos/core';
import { type RegulatorSubject, save } from './regulator-check.js';

/** Makes concurrent calls, distributed over the instances; waits for all of them. */
export async function saveAtOnce(
  subject: RegulatorSubject,
  calls: readonly (readonly RegulatorAccountChange[])[],
): Promise<readonly RegulatorSaveOutcome[]> {
  const settled = await Promise.allSettled(
    calls.map((changes, index) => save(toInstance(subject, index), changes)),
  );
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** Makes concurrent calls, and fails unless exactly one is saved; returns its changes. */
export async function assertOneSaved(
  subject: RegulatorSubject,
  calls: readonly (readonly RegulatorAccountChange[])[],
): Promise<readonly RegulatorAccountChange[]> {
  const outcomes = await saveAtOnce(subject, calls);
  const saved = calls.filter((_, index) => outcomes[index] === 'saved');
  assert.equal(
    saved.length,
    1,
    `${saved.length} of ${calls.length} concurrent calls were answered 'saved'; expected 1.`,
  );
  return saved[0] ?? [];
}

/** Selects the instances in turn. */
export function toInstance({ instances, accounts }: RegulatorSubject, index: number) {
  return { accounts: instances[index % instances.length] ?? accounts };
}
