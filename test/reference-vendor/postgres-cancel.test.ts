import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { queryUntilAborted } from '../../examples/express/src/store/postgres-cancel.js';
import { createDatabase } from '../postgres/create-database.mjs';

const hindrance = 500;

/** A connection that takes its time to pass on a statement. */
class SlowClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: as in pg, whose overloads cannot be repeated.
  override query(...given: any[]): any {
    const query = super.query as (...all: unknown[]) => unknown;
    return delay(hindrance).then(() => query.apply(this, given));
  }
}

describe.concurrent('A query whose answer is no longer wanted', () => {
  it.each<{
    readonly name: string;
    readonly Client?: typeof pg.Client;
    hinder?(admin: pg.Client, database: string): Promise<unknown>;
  }>([
    { name: 'while it runs' },
    { name: 'before the database has begun it', Client: SlowClient },
    {
      name: 'while the database accepts no connection',
      async hinder(admin, database) {
        await admin.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS false`);
        void delay(hindrance).then(() =>
          admin.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS true`),
        );
      },
    },
  ])('is cancelled soon: $name', async ({ Client, hinder }) => {
    await using database = await createDatabase(inject('postgresUrl'));
    const admin = new pg.Client(inject('postgresUrl'));
    await admin.connect();
    const pool = new pg.Pool({
      connectionString: database.url,
      connectionTimeoutMillis: 5000,
      statement_timeout: 10_000,
      ...(Client && { Client }),
    });
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    const caller = new AbortController();
    // Open already: what hinders new connections must not hinder the query.
    (await pool.connect()).release();
    const query = queryUntilAborted(pool, { text: 'SELECT pg_sleep(30)' }, caller.signal);
    const isCancelled = expect(query).rejects.toMatchObject({ code: '57014' });
    await delay(100);
    await hinder?.(admin, new URL(database.url).pathname.slice(1));
    caller.abort();
    const leftAt = performance.now();
    await isCancelled;
    expect(performance.now() - leftAt).toBeLessThan(5000);
    await pool.end();
    await admin.end();
  });
});

/** A connection that remembers what it answered. */
class RememberingClient extends pg.Client {
  static readonly answered: pg.QueryArrayResult[] = [];

  // biome-ignore lint/suspicious/noExplicitAny: as in pg, whose overloads cannot be repeated.
  override async query(...given: any[]): Promise<any> {
    const query = super.query as (...all: unknown[]) => Promise<pg.QueryArrayResult>;
    const result = await query.apply(this, given);
    RememberingClient.answered.push(result);
    return result;
  }
}

it('leaves no row in the result of pg, which outlives the query', async () => {
  await using database = await createDatabase(inject('postgresUrl'));
  const pool = new pg.Pool({ connectionString: database.url, Client: RememberingClient });
  const query = { text: 'SELECT n FROM generate_series(1, 3) AS n', rowMode: 'array' as const };
  const rows = await queryUntilAborted(pool, query, new AbortController().signal);
  expect(rows).toEqual([[1], [2], [3]]);
  expect(RememberingClient.answered.map((result) => result.rows)).toEqual([[]]);
  await pool.end();
});
