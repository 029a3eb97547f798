// @ts-check
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresOutbox } from '@sas-sos/outbox-postgres';
import { openSqliteOutbox } from '@sas-sos/outbox-sqlite';
import pg from 'pg';
import { createDatabase } from '../postgres/create-database.mjs';
import { startOwnPostgres } from '../postgres/start-postgres.mjs';
import { startRelay } from '../postgres/start-relay.mjs';

/**
 * The store of the reports of a run's vendor, and access to it. `open` is called while no vendor
 * runs. `readTruth`: how many events of each appointment the vendor certainly did, given what it
 * printed, and how many stored reports have no event.
 *
 * @typedef {AsyncDisposable & {
 *   readonly instances: number,
 *   readonly restarts: number,
 *   readonly silences: number,
 *   readonly vendorOptions: object,
 *   open(): Promise<{
 *     readonly outbox: import('@sas-sos/core').Outbox<any>,
 *     close(): Promise<void>,
 *   }>,
 *   readTruth(reported: ReadonlyMap<string, number>): Promise<{
 *     readonly done: ReadonlyMap<string, number>,
 *     readonly surplus: number,
 *   }>,
 *   restart(mode: 'fast' | 'immediate', whileDown: () => Promise<unknown>): Promise<void>,
 *   silence(): void,
 * }} ChaosStore
 */

/** Creates the store of one vendor, a file. @returns {Promise<ChaosStore>} */
export async function createSqliteStore() {
  const folder = await mkdtemp(join(tmpdir(), 'sas-sos-chaos-'));
  const file = join(folder, 'outbox.sqlite');
  return {
    ...{ instances: 1, restarts: 0, silences: 0, vendorOptions: { file } },
    async open() {
      const outbox = await openSqliteOutbox({ file });
      return { outbox, close: () => outbox.close() };
    },
    // A report that was stored but not printed is stored again: that is not surplus.
    readTruth: async (reported) => ({ done: reported, surplus: 0 }),
    async restart() {},
    silence() {},
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/**
 * Creates the store of three instances, a PostgreSQL that waits for the disk as in production, behind
 * a relay that can swallow what is sent.
 *
 * @param {readonly import('./histories.mjs').History[]} histories
 * @param {number} restarts
 * @param {number} silences
 * @returns {Promise<ChaosStore>}
 */
export async function createPostgresStore(histories, restarts, silences) {
  const postgres = await startOwnPostgres({ isDurable: true });
  const database = await createDatabase(postgres.url);
  const relay = await startRelay(database.url);
  const connect = () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 4 });
    // The database is stopped while connections are still closing.
    pool.on('error', () => {});
    return pool;
  };
  const pool = connect();
  await createPostgresOutbox({ pool }).migrate();
  await pool.query(
    `CREATE TABLE chaos_appointment (
       id text PRIMARY KEY, next integer NOT NULL, events integer NOT NULL, moment float8 NOT NULL
     )`,
  );
  await pool.query(
    `INSERT INTO chaos_appointment
     SELECT * FROM jsonb_to_recordset($1) AS r (id text, next integer, events integer, moment float8)`,
    [
      JSON.stringify(
        histories.map(({ id, events }) => ({
          ...{ id, next: 0, events: events.length, moment: events[0]?.moment },
        })),
      ),
    ],
  );
  await pool.end();
  return {
    ...{ instances: 3, restarts, silences, vendorOptions: { databaseUrl: relay.url } },
    async open() {
      const own = connect();
      return { outbox: createPostgresOutbox({ pool: own }), close: () => own.end() };
    },
    async readTruth() {
      const own = connect();
      const { rows } = await own.query(
        `SELECT id, next,
           (SELECT count(*) FROM sas_outbox_report WHERE appointment = id)::integer AS stored
         FROM chaos_appointment`,
      );
      await own.end();
      const surplus = rows.reduce((sum, { next, stored }) => sum + Math.abs(stored - next), 0);
      return { done: new Map(rows.map(({ id, next }) => [id, next])), surplus };
    },
    async restart(mode, whileDown) {
      await postgres.stop(mode);
      await whileDown();
      await postgres.start();
    },
    silence: () => relay.silence(),
    async [Symbol.asyncDispose]() {
      await relay[Symbol.asyncDispose]();
      await postgres[Symbol.asyncDispose]();
    },
  };
}
