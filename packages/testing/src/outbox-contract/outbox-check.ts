import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Outbox, OutboxClaim, OutboxEntry, OutboxReport, OutboxState } from '@sas-sos/core';

/** One rule of the contract. */
export interface OutboxCheck {
  /** The rule, as a sentence whose subject is the outbox. */
  readonly name: string;
  /** Fails when the outbox breaks the rule. */
  run(subject: OutboxSubject): Promise<void>;
}

/** The outbox that is looked at, over an empty store. */
export interface OutboxSubject {
  readonly outbox: Outbox;
  /** Every instance over the store, that one first. */
  readonly instances: readonly Outbox[];
  /** Milliseconds after which what should have happened has not. */
  readonly timeLimit: number;
}

/** A lease that ends in no test. */
export const longLease = 600_000;

/** A failure such as delivery gives. */
export const failure = {
  code: 'SAS_REPORT_REFUSED',
  status: 422,
  text: 'Élément « end » : après le début\nL’instant n\'est "pas" valide \\ 👩🏽‍⚕️',
} as const;

/** Makes up a report; what it may follow is everything. */
export function createEntry(
  appointment: string,
  part: Partial<Omit<OutboxEntry, 'appointment'>> = {},
): OutboxEntry {
  const status = part.status ?? 'booked';
  return {
    ...{ appointment, status, follows: ['pending', 'booked', 'cancelled', status] },
    content: `{"of":"${appointment}"}`,
    ...part,
  };
}

/** Stores a report, and fails when it is refused. */
export async function store(
  outbox: Outbox,
  appointment: string,
  part: Partial<Omit<OutboxEntry, 'appointment'>> = {},
): Promise<number> {
  const stored = await outbox.append(createEntry(appointment, part));
  assert.equal(stored.outcome, 'stored', `append answered '${stored.outcome}'; expected 'stored'.`);
  assert.ok(
    stored.outcome === 'stored' && Number.isSafeInteger(stored.position),
    'append gave a position that is no whole number.',
  );
  return stored.position;
}

/** Claims up to so many reports. */
export function claim(
  outbox: Outbox,
  limit = 100,
  leaseMilliseconds = longLease,
): Promise<readonly OutboxClaim[]> {
  return outbox.claim({ limit, leaseMilliseconds });
}

/** Claims, and fails unless that gives just the reports at these positions, in that order. */
export async function claimJust(
  outbox: Outbox,
  positions: readonly number[],
  limit?: number,
): Promise<readonly OutboxClaim[]> {
  const claims = await claim(outbox, limit);
  const found = claims.map(({ position }) => position);
  assert.deepEqual(
    found,
    positions,
    `claim gave the positions [${found.join(', ')}]; expected [${positions.join(', ')}].`,
  );
  return claims;
}

/** Claims the one report that is due. */
export async function claimOne(outbox: Outbox, position: number): Promise<OutboxClaim> {
  const [one] = await claimJust(outbox, [position]);
  return one as OutboxClaim;
}

/** Claims again and again until something is given. */
export async function claimInTime({
  instances: [outbox, other],
  timeLimit,
}: Pick<OutboxSubject, 'instances' | 'timeLimit'>): Promise<OutboxClaim> {
  const from = other ?? (outbox as Outbox);
  const giveUpAt = performance.now() + timeLimit;
  for (;;) {
    const [one] = await claim(from);
    if (one) return one;
    assert.ok(
      performance.now() < giveUpAt,
      `claim gave nothing for ${timeLimit} ms; expected a report that is due again.`,
    );
    await delay(10);
  }
}

/** Settles one claim, and fails unless it is accepted. */
export async function settle(
  outbox: Outbox,
  one: OutboxClaim,
  outcome: 'delivered' | 'aside' | 'release',
): Promise<void> {
  const settlement =
    outcome === 'aside' ? ({ claim: one, outcome, failure } as const) : { claim: one, outcome };
  assertAnswer(await outbox.settle([settlement]), [true], 'settle');
}

/** Fails unless an answer is what it should be, and says both. */
export function assertAnswer(found: unknown, expected: unknown, what: string): void {
  assert.deepEqual(
    found,
    expected,
    `${what} gave ${JSON.stringify(found)}; expected ${JSON.stringify(expected)}.`,
  );
}

/** Gives the report at a position. */
export async function read(outbox: Outbox, position: number): Promise<OutboxReport> {
  const found = await outbox.find({ position, limit: 10 });
  assert.equal(found.length, 1, `find gave ${found.length} reports at one position; expected 1.`);
  return found[0] as OutboxReport;
}

/** Fails unless the report at a position is in a state. */
export async function assertState(
  outbox: Outbox,
  position: number,
  state: OutboxState,
): Promise<OutboxReport> {
  const report = await read(outbox, position);
  assert.equal(report.state, state, `The report is '${report.state}'; expected '${state}'.`);
  return report;
}

/** Stores a report, claims it and has it kept aside. */
export async function keepAside(outbox: Outbox, appointment: string): Promise<number> {
  const position = await store(outbox, appointment);
  await settle(outbox, await claimOne(outbox, position), 'aside');
  return position;
}
