import { createPostgresOutbox } from '@sas-sos/outbox-postgres';
import { describeOutbox } from '@sas-sos/testing';
import pg from 'pg';
import { describe, inject, it } from 'vitest';
import { shareDatabase } from '../postgres/share-database.js';

const shared = shareDatabase(
  () => inject('postgresUrl'),
  async (connectionString) => {
    const pools = [1, 2, 3].map(() => new pg.Pool({ connectionString }));
    // The database is dropped while connections are still closing.
    for (const pool of pools) pool.on('error', () => {});
    const [first] = pools;
    if (!first) throw new Error('no pool');
    await createPostgresOutbox({ pool: first }).migrate();
    return { connectionString, pools };
  },
  async ({ pools }) => {
    await Promise.all(pools.map((pool) => pool.end()));
  },
);

describeOutbox({
  name: 'createPostgresOutbox',
  runner: { describe, it },
  transactions: true,
  async create() {
    const { connectionString, pools } = await shared.empty();
    const [outbox, ...others] = pools.map((pool) => createPostgresOutbox({ pool }));
    if (!outbox) throw new Error('no pool');
    return {
      outbox,
      others,
      async begin() {
        const client = new pg.Client({ connectionString });
        await client.connect();
        await client.query('BEGIN');
        const end = (statement: string) => async () => {
          await client.query(statement);
          await client.end();
        };
        return { transaction: client, commit: end('COMMIT'), rollback: end('ROLLBACK') };
      },
    };
  },
});
