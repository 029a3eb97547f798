import { randomInt } from 'node:crypto';
import type { OutboxClaim } from '@sas-sos/core';
import { releaseLostStatement } from './claim-statements.js';
import type { RunStatement } from './postgres-connections.js';

/** Time between two searches for what lost claims took, in milliseconds. */
const searchMilliseconds = 1000;

/** Claims of which the database may know more than their claimant. */
export interface LostClaims {
  /**
   * Claims with a token of their own, after the release of what earlier claims took whose answers
   * were lost.
   */
  follow(
    claim: (token: number) => Promise<readonly OutboxClaim[]>,
    leaseMilliseconds: number,
  ): Promise<readonly OutboxClaim[]>;
}

/**
 * Creates the list of the claims whose answers were lost: the database may have carried them out
 * before the connection ended, or may still do so. Nobody sends what they took, so it would wait
 * for the end of its lease, and all later reports of its appointments with it.
 */
export function createLostClaims(run: RunStatement): LostClaims {
  /** When the lease of each ends, by token. */
  const lost = new Map<number, number>();
  let searchAt = 0;

  async function release(): Promise<void> {
    const now = performance.now();
    for (const [token, until] of lost) if (until < now) lost.delete(token);
    if (lost.size === 0 || now < searchAt) return;
    searchAt = now + searchMilliseconds;
    // Should this fail, so does the claim, which is asked for again.
    const { rows } = await run(releaseLostStatement, [[...lost.keys()]]);
    for (const { token } of rows) lost.delete(Number(token));
  }

  return {
    async follow(claim, leaseMilliseconds) {
      await release();
      // Larger ones are no integers of JavaScript any more.
      const token = randomInt(2 ** 48 - 1);
      try {
        return await claim(token);
      } catch (error) {
        lost.set(token, performance.now() + leaseMilliseconds);
        searchAt = 0;
        throw error;
      }
    },
  };
}
