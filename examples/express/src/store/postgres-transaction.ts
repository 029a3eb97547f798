import type { ClientBase, Pool } from 'pg';

/** Runs everything in one transaction, which is undone when its outcome is not to be kept. */
export async function inPostgresTransaction<Outcome>(
  pool: Pool,
  work: (client: ClientBase) => Promise<Outcome>,
  isKept: (outcome: Outcome) => boolean,
): Promise<Outcome> {
  const client = await pool.connect();
  let isBroken = false;
  try {
    await client.query('BEGIN');
    const outcome = await work(client);
    await client.query(isKept(outcome) ? 'COMMIT' : 'ROLLBACK');
    return outcome;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      isBroken = true;
    });
    throw error;
  } finally {
    // What cannot even be rolled back is not given to someone else.
    client.release(isBroken);
  }
}
