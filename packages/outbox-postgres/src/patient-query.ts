import { setTimeout as delay } from 'node:timers/promises';
import { SasError } from '@sas-sos/core';
import { queryWithin, type RunStatement } from './postgres-connections.js';
import type { PostgresQueryable } from './postgres-pool.js';

/** Interval at which the server is asked what it does, in milliseconds. */
const askMilliseconds = 5000;

/** How often it may fail to say, before the connection counts as lost. */
const mostSilences = 60;

/** How long an answer may travel once the server has sent it, in milliseconds. */
const travelMilliseconds = 2000;

const activity = "SELECT (state = 'active')::text AS active FROM pg_stat_activity WHERE pid = $1";

/**
 * Creates a function that runs the statements of a transaction on its connection, for as long as
 * each takes: it waits for a lock, or builds an index on a million rows. What is still at work on
 * one that does not answer is asked on another connection, so that a lost one is noticed.
 *
 * @throws SasError `SAS_TIME_LIMIT_EXCEEDED`, when it is called: the connection is lost.
 */
export async function createPatientQuery(
  client: PostgresQueryable,
  run: RunStatement,
): Promise<PostgresQueryable['query']> {
  const { rows } = await queryWithin(client, { text: 'SELECT pg_backend_pid() AS pid' });
  const pid: unknown = rows[0]?.pid;

  /** Whether the server works on the statement; `undefined` if that cannot be found out. */
  async function isActive(): Promise<boolean | undefined> {
    try {
      const answer = await run(activity, [pid]);
      const active: unknown = answer.rows.length === 0 ? 'false' : answer.rows[0].active;
      return typeof active === 'string' ? active === 'true' : undefined;
    } catch {
      return undefined;
    }
  }

  return async (text, values) => {
    const answered = client.query(text, values);
    // Handled below, or no longer of interest.
    const settled = answered.then(
      () => true,
      () => true,
    );
    const waitFor = (milliseconds: number) => {
      const waiting = new AbortController();
      const timeout = delay(milliseconds, false, { signal: waiting.signal }).catch(() => false);
      return Promise.race([settled, timeout]).finally(() => waiting.abort());
    };
    let silences = 0;
    while (!(await waitFor(askMilliseconds))) {
      const active = await isActive();
      if (active === undefined) silences += 1;
      const isLost = active === false || silences > mostSilences;
      if (isLost && !(await waitFor(travelMilliseconds))) {
        throw new SasError('SAS_TIME_LIMIT_EXCEEDED');
      }
    }
    return answered;
  };
}
