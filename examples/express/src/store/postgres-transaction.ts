import { isSasError } from '@sas-sos/core';
import type { ClientBase, Pool } from 'pg';
import { isReadTimeout } from './is-read-timeout.js';

/**
 * Ends a transaction on the server, with its locks, when this process has vanished behind a
 * connection that nobody closed.
 */
const begin = "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '15s'";

/** Runs work in one transaction, rolled back when its outcome is not to be kept. */
export async function inPostgresTransaction<Outcome>(
  pool: Pool,
  work: (client: ClientBase) => Promise<Outcome>,
  isKept: (outcome: Outcome) => boolean,
): Promise<Outcome> {
  const client = await pool.connect();
  let broken: Error | boolean = false;
  try {
    await client.query(begin);
    const outcome = await work(client);
    await client.query(isKept(outcome) ? 'COMMIT' : 'ROLLBACK');
    return outcome;
  } catch (error) {
    // No answer, or the report was not stored, in time: a rollback would wait on the same connection.
    const isLate = isSasError(error) && error.code === 'SAS_OUTBOX_UNAVAILABLE';
    if (isLate || isReadTimeout(error)) broken = error as Error;
    else {
      await client.query('ROLLBACK').catch(() => {
        broken = true;
      });
    }
    throw error;
  } finally {
    // A connection whose rollback failed is closed instead of being reused.
    client.release(broken);
  }
}
