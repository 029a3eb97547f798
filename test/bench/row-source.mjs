// @ts-check
// The rows of the measured query, as the reference vendor's adapters select them.
import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';
import { placeIdsOf } from './agenda.mjs';

const columns = 'id, place_id, starts_at, ends_at, audience, consultation, booking, reasons';

/**
 * @typedef {object} RowSource
 * @property {(associations: number, from: number, hours?: number) => Promise<any[]> | any[]} find the platform's query
 * @property {(placeIds: readonly string[], from: number, to: number) => Promise<any[]> | any[]} findIn
 * @property {() => Promise<void> | void} close
 */

/**
 * @param {string} store
 * @param {string} database
 * @param {{ dates?: boolean, objects?: boolean }} [options]
 * @returns {RowSource}
 */
export function createRowSource(store, database, { dates = false, objects = false } = {}) {
  const source =
    store === 'postgres'
      ? createPostgresSource(database, { dates, objects })
      : createSqliteSource(database);
  return {
    ...source,
    find: (associations, from, hours = 72) =>
      source.findIn(placeIdsOf(associations), from, from + hours * 3_600_000 - 1),
  };
}

/** @param {string} connectionString @param {{ dates: boolean, objects: boolean }} form @returns {Omit<RowSource, 'find'>} */
function createPostgresSource(connectionString, { dates, objects }) {
  const pool = new pg.Pool({ connectionString, options: '-c TimeZone=UTC -c DateStyle=ISO' });
  const query = {
    name: 'rows',
    text: `SELECT ${columns} FROM slot
      WHERE status = 'free' AND place_id = ANY($1) AND starts_at BETWEEN $2 AND $3`,
    ...(objects ? {} : { rowMode: 'array' }),
    ...(dates ? {} : { types: { getTypeParser: () => (/** @type {string} */ text) => text } }),
  };
  return {
    async findIn(placeIds, from, to) {
      const values = [placeIds, new Date(from), new Date(to)];
      const { rows } = await pool.query(/** @type {any} */ ({ ...query, values }));
      return rows;
    },
    close: () => pool.end(),
  };
}

/** @param {string} file @returns {Omit<RowSource, 'find'>} */
function createSqliteSource(file) {
  const database = new DatabaseSync(file);
  const statement = database.prepare(
    `SELECT ${columns} FROM slot
     WHERE status = 'free' AND place_id IN (SELECT value FROM json_each(?))
       AND starts_at BETWEEN ? AND ?`,
  );
  statement.setReturnArrays(true);
  return {
    findIn: (placeIds, from, to) => statement.all(JSON.stringify(placeIds), from, to),
    close: () => database.close(),
  };
}
