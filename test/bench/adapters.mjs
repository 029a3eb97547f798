// @ts-check
// What each choice in the adapter of an agenda costs: the same searches, written in several ways,
// each in a process of its own.

import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';
import { adapterWays } from './adapter-ways.mjs';
import { epoch } from './agenda.mjs';
import { runJson } from './processes.mjs';
import { ms, say } from './say.mjs';
import { summarise } from './statistics.mjs';

const withoutIndex = 'CREATE TABLE slot_unindexed AS SELECT * FROM slot';

/**
 * Measures the ways of a store in turns.
 *
 * @param {'postgres' | 'sqlite'} store
 * @param {string} database
 * @param {{ rounds: number, milliseconds: number }} size `milliseconds`: of each, after half of it as a warm-up
 */
export async function measureAdapters(store, database, { rounds, milliseconds }) {
  await copyTable(store, database);
  /** @type {Record<string, number[]>} */
  const measured = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const way of Object.keys(adapterWays[store] ?? {})) {
      const args = [store, way, database, String(epoch), String(milliseconds)];
      const { processor } = await runJson('adapter.mjs', args);
      measured[way] ??= [];
      measured[way].push(processor);
    }
  }
  const base = measured['distinct'] ?? [];
  say('  the adapter, 1 SIRET from the database to the bytes, 16 at a time');
  return Object.entries(measured).map(([way, processor]) => {
    const ratios = processor.map((value, round) => value / Number(base[round]));
    const row = {
      way,
      processor: summarise(processor),
      toDistinct: summarise(ratios),
    };
    say(
      `    ${way.padEnd(10)} processor ${ms(row.processor)}  ${row.toDistinct.median.toFixed(2)} x`,
    );
    return row;
  });
}

/** @param {'postgres' | 'sqlite'} store @param {string} database */
async function copyTable(store, database) {
  if (store === 'sqlite') {
    const file = new DatabaseSync(database);
    file.exec(withoutIndex);
    file.close();
    return;
  }
  const client = new pg.Client(database);
  await client.connect();
  await client.query(withoutIndex);
  await client.query('ANALYZE slot_unindexed');
  await client.end();
}
