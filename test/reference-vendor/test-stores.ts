import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';
import { inject } from 'vitest';
import { createDatabase } from '../postgres/create-database.mjs';
import { createFolder } from './start-vendor.js';

/** A store for one test, with access for another program. */
export interface TestStore extends AsyncDisposable {
  /** Environment of the vendor to use it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs a statement with parameters `$1`, `$2` …, and returns its rows. */
  query(sql: string, parameters?: readonly string[]): Promise<readonly Row[]>;
}

type Row = Readonly<Record<string, unknown>>;

/** The stores that the reference vendor supports, each empty. */
export const testStores: readonly { name: string; create(): Promise<TestStore> }[] = [
  {
    name: 'SQLite',
    async create() {
      const folder = createFolder();
      return {
        environment: { DATA_DIR: folder.path },
        async query(sql, parameters = []) {
          const database = new DatabaseSync(join(folder.path, 'vendor.sqlite'));
          try {
            return database.prepare(sql.replaceAll('$', '?')).all(...parameters);
          } finally {
            database.close();
          }
        },
        [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
      };
    },
  },
  {
    name: 'PostgreSQL',
    async create() {
      const database = await createDatabase(inject('postgresUrl'));
      return {
        environment: { DATABASE_URL: database.url },
        async query(sql, parameters = []) {
          const client = new pg.Client(database.url);
          await client.connect();
          try {
            return (await client.query(sql, [...parameters])).rows;
          } finally {
            await client.end();
          }
        },
        [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
      };
    },
  },
];
