import pg, { type Pool, type PoolClient, type QueryConfig } from 'pg';

/**
 * Runs a query for as long as its answer is wanted. When the signal is aborted the query is stopped
 * in the database, and its connection is closed rather than given to someone else.
 */
export async function queryUntilAborted<Row>(
  pool: Pool,
  query: QueryConfig,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  signal.throwIfAborted();
  const client = await pool.connect();
  let cancelled: Promise<void> | undefined;
  const onAbort = () => {
    cancelled = cancel(pool, client);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    const { rows } = await client.query(query);
    return rows;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await cancelled;
    client.release(cancelled !== undefined);
  }
}

/** Stops what a connection is doing, through another one: the pool may have none to spare. */
async function cancel(pool: Pool, client: PoolClient): Promise<void> {
  const { processID } = client as PoolClient & { readonly processID: number };
  const canceller = new pg.Client(pool.options);
  canceller.on('error', () => {});
  try {
    await canceller.connect();
    await canceller.query('SELECT pg_cancel_backend($1)', [processID]);
  } catch {
    // Out of reach: the statement timeout of the connection ends the query.
  } finally {
    await canceller.end().catch(() => {});
  }
}
