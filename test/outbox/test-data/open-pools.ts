import pg from 'pg';
import { inject } from 'vitest';
import { createDatabase } from '../../postgres/create-database.mjs';

/** Creates an empty database, and pools on it. */
export async function openPools() {
  const database = await createDatabase(inject('postgresUrl'));
  const pools: pg.Pool[] = [];
  function createPool(options: pg.PoolConfig = {}): pg.Pool {
    const pool = new pg.Pool({ connectionString: database.url, ...options });
    // The database is dropped while connections are still closing.
    pool.on('error', () => {});
    pools.push(pool);
    return pool;
  }
  return {
    ...{ url: database.url, pool: createPool(), createPool },
    async [Symbol.asyncDispose]() {
      await Promise.all(pools.map((pool) => pool.end()));
      await database[Symbol.asyncDispose]();
    },
  };
}
