import type { Logger, Outbox, OutboxClaim, SasError } from '@sas-sos/core';
import { askOutbox } from '../ask-outbox.js';

/** The calls by which reports are delivered. */
export type OutboxCalls = Pick<Outbox<never>, 'claim' | 'settle' | 'count' | 'purge' | 'watch'>;

/** Time limit of a purge, which deletes in many steps, in milliseconds. */
const purgeMilliseconds = 300_000;

/**
 * Wraps the calls of an outbox: each has a time limit, and its failures are logged once, not for
 * every attempt.
 */
export function createOutboxCalls(outbox: OutboxCalls, logger: Logger): OutboxCalls {
  /** The code with which each call fails at present. */
  const failing = new Map<string, string>();

  async function logTrouble<Value>(call: string, run: () => Promise<Value>): Promise<Value> {
    try {
      const value = await run();
      if (failing.delete(call)) logger.info({ call }, 'the outbox works again');
      return value;
    } catch (err) {
      // `askOutbox` rejects with nothing else.
      const { code } = err as SasError;
      const level = failing.get(call) === code ? 'debug' : 'error';
      failing.set(call, code);
      logger[level]({ call, err }, 'the outbox fails: reports wait, and are sent once it works');
      throw err;
    }
  }

  /** Gives back what was claimed for nobody; otherwise its lease has to expire first. */
  function release(claims: readonly OutboxClaim[]): void {
    if (claims.length === 0) return;
    const released = claims.map((claim) => ({ claim, outcome: 'release' }) as const);
    askOutbox(async () => outbox.settle(released)).catch(() => {});
  }

  return {
    claim: (options) =>
      logTrouble('claim', () =>
        askOutbox(() => outbox.claim(options), {
          onLate: (outcome) => 'value' in outcome && release(outcome.value),
        }),
      ),
    settle: (settlements) =>
      logTrouble('settle', () => askOutbox(() => outbox.settle(settlements))),
    count: () => logTrouble('count', () => askOutbox(() => outbox.count())),
    purge: (options) =>
      logTrouble('purge', () =>
        askOutbox(() => outbox.purge(options), { milliseconds: purgeMilliseconds }),
      ),
    watch: (listener) => outbox.watch(listener),
  };
}
