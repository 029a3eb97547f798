import { createPostgresOutbox } from '@sas-sos/outbox-postgres';
import { describeOutbox } from '@sas-sos/testing';
import pg from 'pg';
import { describe, inject, it } from 'vitest';
import { createDatabase } from '../postgres/create-database.mjs';

describeOutbox({
  name: 'createPostgresOutbox',
  runner: { describe, it },
  transactions: true,
  async create() {
    const database = await createDatabase(inject('postgresUrl'));
    const pools = [1, 2, 3].map(() => new pg.Pool({ connectionString: database.url }));
    // The database is dropped while connections are still closing.
    for (const pool of pools) pool.on('error', () => {});
    const [outbox, ...others] = pools.map((pool) => createPostgresOutbox({ pool }));
    if (!outbox) throw new Error('no pool');
    await outbox.migrate();
    return {
      outbox,
      others,
      async begin() {
        const client = new pg.Client({ connectionString: database.url });
        await client.connect();
        await client.query('BEGIN');
        const end = (statement: string) => async () => {
          await client.query(statement);
          await client.end();
        };
        return { transaction: client, commit: end('COMMIT'), rollback: end('ROLLBACK') };
      },
      async dispose() {
        await Promise.all(pools.map((pool) => pool.end()));
        await database[Symbol.asyncDispose]();
      },
    };
  },
});
