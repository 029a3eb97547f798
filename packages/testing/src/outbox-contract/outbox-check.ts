import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Outbox, OutboxClaim, OutboxEntry, OutboxReport, OutboxState } from '@sas-sos/core';
import { assertSame, show } from '../assert-same.js';

/** One rule of the contract. */
export interface OutboxCheck {
  /** The rule, as a sentence whose subject is the outbox. */
  readonly name: string;
  /** Fails when the outbox breaks the rule. */
  run(subject: OutboxSubject): Promise<void>;
}

/** The outbox under test, over an empty store. */
export interface OutboxSubject {
  readonly outbox: Outbox;
  /** Every instance over the store; `outbox` is the first. */
  readonly instances: readonly Outbox[];
  /** Milliseconds within which an expected event must happen. */
  readonly timeLimit: number;
}

/** A lease that does not end during a test. */
export const longLease = 600_000;

/** A failure like those of the delivery. */
export const failure = {
  code: 'SAS_REPORT_REFUSED',
  status: 422,
  text: 'Élément « end » : après le début\nL’instant n\'est "pas" valide \\ 👩🏽‍⚕️',
} as const;

/** Creates a made-up report that may follow any status. */
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
    'append returned a position that is not an integer.',
  );
  return stored.position;
}

/** Claims up to `limit` reports. */
export function claim(
  outbox: Outbox,
  limit = 100,
  leaseMilliseconds = longLease,
): Promise<readonly OutboxClaim[]> {
  return listOf('claim', outbox.claim({ limit, leaseMilliseconds }));
}

/** Resolves with the answer of a method, and fails unless it is an array. */
async function listOf<Item>(
  method: string,
  answer: Promise<readonly Item[]>,
): Promise<readonly Item[]> {
  const items = await answer;
  if (!Array.isArray(items)) assert.fail(`${method} returned ${show(items)}; expected an array.`);
  return items;
}

/** Claims, and fails unless exactly the reports at these positions are returned, in order. */
export async function claimJust(
  outbox: Outbox,
  positions: readonly number[],
  limit?: number,
): Promise<readonly OutboxClaim[]> {
  const claims = await claim(outbox, limit);
  const actual = claims.map(({ position }) => position);
  assertSame(actual, positions, 'claim returned other positions');
  return claims;
}

/** Claims the only report that is due. */
export async function claimOne(outbox: Outbox, position: number): Promise<OutboxClaim> {
  const [held] = await claimJust(outbox, [position]);
  return held as OutboxClaim;
}

/** Claims repeatedly until a report is returned. */
export async function claimInTime({
  instances: [outbox, other],
  timeLimit,
}: Pick<OutboxSubject, 'instances' | 'timeLimit'>): Promise<OutboxClaim> {
  const from = other ?? (outbox as Outbox);
  const giveUpAt = performance.now() + timeLimit;
  for (;;) {
    const [held] = await claim(from);
    if (held) return held;
    assert.ok(
      performance.now() < giveUpAt,
      `claim returned nothing for ${timeLimit} ms; expected a report that is due again.`,
    );
    await delay(10);
  }
}

/** Settles one claim, and fails unless it is accepted. */
export async function settle(
  outbox: Outbox,
  held: OutboxClaim,
  outcome: 'delivered' | 'aside' | 'release',
): Promise<void> {
  const settlement =
    outcome === 'aside' ? ({ claim: held, outcome, failure } as const) : { claim: held, outcome };
  assertAnswer(await outbox.settle([settlement]), [true], 'settle');
}

/** Fails unless an answer is the expected one; the message shows both. */
export function assertAnswer(actual: unknown, expected: unknown, what: string): void {
  assertSame(actual, expected, what);
}

/** Reads the report at a position. */
export async function read(outbox: Outbox, position: number): Promise<OutboxReport> {
  const reports = await outbox.find({ position, limit: 10 });
  assert.equal(
    reports.length,
    1,
    `find returned ${reports.length} reports at one position; expected 1.`,
  );
  return reports[0] as OutboxReport;
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

/** Stores a report, claims it and settles it as kept aside. */
export async function keepAside(outbox: Outbox, appointment: string): Promise<number> {
  const position = await store(outbox, appointment);
  await settle(outbox, await claimOne(outbox, position), 'aside');
  return position;
}
