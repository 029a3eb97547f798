import type { ClientBase, Pool } from 'pg';

/** Runs work in one transaction, rolled back when its outcome is not to be kept. */
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
    // A connection whose rollback failed is closed instead of being reused.
    client.release(isBroken);
  }
}
