import type { OutboxClaim } from '@sas-sos/core';
import {
  catchUpStatement,
  claimStatement,
  releaseStatement,
  sweepStatement,
} from './claim-statements.js';
import type { RunStatement } from './postgres-connections.js';
import { toClaim } from './postgres-rows.js';

/** Maximum number of appointments that one statement releases. */
const releasedAtOnce = 1000;

/** Maximum number of reports that one statement looks at, and of statements of a claim. */
const largestWindow = 16_384;
const mostLooks = 5;

/**
 * Claims due reports. Those that turn out to be held back are looked at once, and then marked until
 * they are released.
 */
export async function claimDueReports(
  run: RunStatement,
  {
    limit,
    leaseMilliseconds,
    token,
  }: {
    readonly limit: number;
    readonly leaseMilliseconds: number;
    /** That of no other claim. */
    readonly token: number;
  },
): Promise<readonly OutboxClaim[]> {
  const claims: OutboxClaim[] = [];
  let window = Math.max(64, 4 * limit);
  for (let look = 0; look < mostLooks; look += 1) {
    const values = [limit - claims.length, leaseMilliseconds, window, token];
    const { rows } = await run(claimStatement, values);
    for (const row of rows) if (row['position']) claims.push(toClaim(row));
    const [first = {}] = rows;
    const isReleasable = first['is_releasable'] === 'true';
    const isFull = first['is_full'] === 'true';
    // A few that are behind a report in flight are left alone: they are due in a moment.
    const isInTheWay = isFull || first['is_blocked'] === 'true' || look > 0;
    const hasJumped = first['has_jumped'] === 'true';
    if (claims.length >= limit || !(isReleasable || isInTheWay || hasJumped)) break;
    const caughtUp = hasJumped ? await countChanges(run, catchUpStatement, []) : 0;
    const released = isReleasable ? await release(run) : 0;
    const swept = isInTheWay ? await countChanges(run, sweepStatement, [window]) : 0;
    // What was released is due; and beyond what was swept there may be more.
    if (released + caughtUp === 0 && (!isFull || swept === 0)) break;
    window = Math.min(4 * window, largestWindow);
  }
  return claims.sort((a, b) => a.position - b.position);
}

/** Releases the reports behind those that were finished, and returns how many of these there were. */
export function release(run: RunStatement): Promise<number> {
  return countChanges(run, releaseStatement, [releasedAtOnce]);
}

async function countChanges(run: RunStatement, text: string, values: unknown[]): Promise<number> {
  return (await run(text, values)).rowCount ?? 0;
}
