import { setTimeout as delay } from 'node:timers/promises';
import pg, { type Pool, type PoolClient, type QueryConfig } from 'pg';
import { isReadTimeout } from './is-read-timeout.js';
import { isPooled } from './open-postgres-pool.js';

/** Time limit of a cancellation, and pause before the next one, in milliseconds. */
const cancelMilliseconds = 2_000;
const pauseMilliseconds = 200;

/**
 * Runs a query until its answer is no longer wanted. When the signal is aborted the query is
 * cancelled in the database, and its connection is closed instead of going back to the pool.
 */
export async function queryUntilAborted<Row>(
  pool: Pool,
  query: QueryConfig,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  signal.throwIfAborted();
  const client = await pool.connect();
  // Made when it is needed: an abort costs an error with its stack, and most queries end unaborted.
  let ended: AbortController | undefined;
  let cancelled: Promise<void> | undefined;
  let timeout: Error | undefined;
  const onAbort = () => {
    // Behind a pooler the process that the connection names is another one, or none; closing the
    // connection makes the pooler close that of the query.
    ended = new AbortController();
    cancelled = isPooled(pool) ? endNow(client) : cancelUntil(ended.signal, pool, client);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    const { rows } = await client.query(query);
    // Out of pg's own array, which what pg allocates in the old generation still refers to: the
    // answers of a busy process would all wait there for a full collection.
    return rows.splice(0);
  } catch (error) {
    if (isReadTimeout(error)) timeout = error as Error;
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    ended?.abort();
    await cancelled;
    client.release(timeout ?? cancelled !== undefined);
  }
}

async function endNow(client: PoolClient): Promise<void> {
  await (client as unknown as pg.Client).end().catch(() => {});
}

/**
 * Cancels the query of a connection again and again until it has ended: a cancellation that comes
 * before the database has begun the query does nothing, and a database under load may refuse the
 * connection of another. The time limit of the query ends this too.
 */
async function cancelUntil(ended: AbortSignal, pool: Pool, client: PoolClient): Promise<void> {
  while (!ended.aborted) {
    await cancel(pool, client);
    await delay(pauseMilliseconds, undefined, { signal: ended }).catch(() => {});
  }
}

/** Cancels the query of a connection, through a new one: the pool may have none free. */
async function cancel(pool: Pool, client: PoolClient): Promise<void> {
  const { processID } = client as PoolClient & { readonly processID: number };
  const canceller = new pg.Client({
    ...pool.options,
    // A pool hides it from copies.
    password: pool.options.password,
    connectionTimeoutMillis: cancelMilliseconds,
    query_timeout: cancelMilliseconds,
  });
  canceller.on('error', () => {});
  try {
    await canceller.connect();
    await canceller.query('SELECT pg_cancel_backend($1)', [processID]);
  } catch {
    // The database cannot be reached: perhaps the next time.
  } finally {
    await canceller.end().catch(() => {});
  }
}
