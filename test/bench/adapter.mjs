// @ts-check
// One way to write the adapter of an agenda, in a process of its own: searches 1 SIRET through the
// handler of slots, 16 searches at a time, and prints what each takes, as JSON:
//   node adapter.mjs postgres|sqlite <way> <database> <from> <milliseconds>

import { setImmediate } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { createSlotHandler } from '@sas-sos/slots';
import pg from 'pg';
import { listAssociations, toQuery } from './agenda.mjs';
import { createInterner, fromArray, pageOf } from './vendor-agenda.mjs';

/** @typedef {import('@sas-sos/core').FreeSlot} FreeSlot */
/** @typedef {(placeIds: readonly string[], from: Date, to: Date) => Promise<FreeSlot[]>} Way */

const columns = 'id, place_id, starts_at, ends_at, audience, consultation, booking, reasons';

/** @param {string} text */
const splitWords = (text) => text.split(',');

/** @typedef {import('./vendor-agenda.mjs').Texts} Texts */

/** @type {Texts} */
const each = { words: splitWords, list: JSON.parse, pageOf };
/** @type {Texts} */
const distinct = {
  words: createInterner(splitWords),
  list: createInterner(JSON.parse),
  pageOf,
};

/**
 * @param {Texts} texts
 * @returns {(row: any) => FreeSlot}
 */
const fromObject =
  ({ words, list, pageOf }) =>
  (row) => ({
    id: row.id,
    placeId: row.place_id,
    start: row.starts_at,
    end: row.ends_at,
    audience: words(row.audience),
    consultation: words(row.consultation),
    booking: row.booking,
    url: pageOf(row.place_id) + row.id,
    reasons: row.reasons === null ? null : list(row.reasons),
  });

/**
 * @typedef {object} PostgresChoice
 * @property {Texts} texts
 * @property {string} [name] of the prepared statement
 * @property {string} [table]
 * @property {boolean} [isArray] whether a row is an array
 * @property {boolean} [isText] whether values stay the text that PostgreSQL sent
 * @property {number} [timeout] `query_timeout`
 * @property {boolean} [isTaken] whether rows are taken out of the result of pg
 */

/** @param {string} connectionString @param {PostgresChoice} choice @returns {Way} */
function overPostgres(connectionString, choice) {
  const { texts, name = 'slots', table = 'slot', isArray = true, isText = true } = choice;
  const map = isArray ? fromArray(texts) : fromObject(texts);
  const pool = new pg.Pool({
    connectionString,
    options: '-c TimeZone=UTC -c DateStyle=ISO',
    ...(choice.timeout && { query_timeout: choice.timeout }),
  });
  const query = {
    ...(name && { name }),
    text: `SELECT ${columns} FROM ${table}
      WHERE status = 'free' AND place_id = ANY($1) AND starts_at BETWEEN $2 AND $3`,
    ...(isArray && { rowMode: 'array' }),
    ...(isText && { types: { getTypeParser: () => (/** @type {string} */ text) => text } }),
  };
  return async (placeIds, from, to) => {
    const asked = /** @type {any} */ ({ ...query, values: [placeIds, from, to] });
    const { rows } = await pool.query(asked);
    return (choice.isTaken ? rows.splice(0) : rows).map(map);
  };
}

/**
 * @param {string} file
 * @param {{ texts: Texts, table?: string, isArray?: boolean, isPrepared?: boolean }} choice
 * @returns {Way}
 */
function overSqlite(file, { texts, table = 'slot', isArray = true, isPrepared = true }) {
  const map = isArray ? fromArray(texts) : fromObject(texts);
  const database = new DatabaseSync(file);
  const prepare = () => {
    const statement = database.prepare(
      `SELECT ${columns} FROM ${table}
       WHERE status = 'free' AND place_id IN (SELECT value FROM json_each(?))
         AND starts_at BETWEEN ? AND ?`,
    );
    statement.setReturnArrays(isArray);
    return statement;
  };
  const prepared = prepare();
  return async (placeIds, from, to) => {
    const statement = isPrepared ? prepared : prepare();
    return statement.all(JSON.stringify(placeIds), from.getTime(), to.getTime()).map(map);
  };
}

/** @type {Record<string, Record<string, (database: string) => Way>>} */
const ways = {
  postgres: {
    dates: (url) => overPostgres(url, { texts: each, isText: false, isArray: false }),
    objects: (url) => overPostgres(url, { texts: each, isArray: false }),
    arrays: (url) => overPostgres(url, { texts: each }),
    distinct: (url) => overPostgres(url, { texts: distinct }),
    unnamed: (url) => overPostgres(url, { texts: distinct, name: '' }),
    timeout: (url) => overPostgres(url, { texts: distinct, timeout: 12_000 }),
    taken: (url) => overPostgres(url, { texts: distinct, timeout: 12_000, isTaken: true }),
    unindexed: (url) => overPostgres(url, { texts: distinct, table: 'slot_unindexed' }),
  },
  sqlite: {
    objects: (file) => overSqlite(file, { texts: each, isArray: false }),
    arrays: (file) => overSqlite(file, { texts: each }),
    distinct: (file) => overSqlite(file, { texts: distinct }),
    unprepared: (file) => overSqlite(file, { texts: distinct, isPrepared: false }),
    unindexed: (file) => overSqlite(file, { texts: distinct, table: 'slot_unindexed' }),
  },
};

const [, , store = '', name = '', database = '', from = '', milliseconds = ''] = process.argv;
const open = ways[store]?.[name];
if (!open) throw new Error(`${store} has no way ${name}`);
const find = open(database);
const handler = createSlotHandler({
  agenda: {
    listAssociations,
    findFreeSlots: ({ placeIds, from, to }) => find(placeIds, from, to),
  },
  placeIdSystem: 'https://editeur.example/ids',
  clock: { now: () => Number(from) },
});
const url = `https://agenda.example/fhir/Schedule?${toQuery(1, 72, Number(from))}`;

/** @param {number} milliseconds */
async function searchFor(milliseconds) {
  let searches = 0;
  const before = process.cpuUsage();
  const end = performance.now() + milliseconds;
  const search = async () => {
    while (performance.now() < end) {
      const response = await handler(new Request(url), { basePath: '/fhir' });
      if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
      searches += 1;
      // As between two requests: what waits for the loop has its turn.
      await setImmediate();
    }
  };
  await Promise.all(Array.from({ length: 16 }, search));
  const { user, system } = process.cpuUsage(before);
  return { processor: (user + system) / 1000 / searches };
}

await searchFor(Number(milliseconds) / 2);
console.log(JSON.stringify(await searchFor(Number(milliseconds))));
process.exit(0);
