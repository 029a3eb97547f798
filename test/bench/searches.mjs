// @ts-check
// Searches and accounts on both stores: the vendor, and the servers that it is compared with.
import { join } from 'node:path';
import { createDatabase } from '../postgres/create-database.mjs';
import { startPostgres } from '../postgres/start-postgres.mjs';
import { measureAdapters } from './adapters.mjs';
import { epoch, size, toQuery, writeAgendaFile } from './agenda.mjs';
import { measureCompression } from './compression.mjs';
import { addRounds, createComparison, measureGrowth, summariseComparison } from './contenders.mjs';
import { measureMapping } from './mapping.mjs';
import { measureOverload, reportOverload, throughputWhenOverloaded } from './overload.mjs';
import { here, putLoad, startServer } from './processes.mjs';
import { measureRegulators } from './regulators.mjs';
import { createRowSource } from './row-source.mjs';
import { kilobytes, ms, say } from './say.mjs';
import { summarise } from './statistics.mjs';

const vendorScript = here('../../examples/express/dist/main.js');

/** @typedef {{ folder: string, isQuick: boolean, isFloor: boolean }} Settings `isFloor`: only what has a bar in CI */

/**
 * Measures searches and accounts, on both stores.
 *
 * @param {Settings} settings
 * @returns {Promise<Record<string, unknown>>} by store
 */
export async function measureSearches(settings) {
  const postgres = await startPostgres();
  const database = await createDatabase(postgres.url);
  try {
    return await measureStores(database.url, settings);
  } finally {
    await database[Symbol.asyncDispose]();
    await postgres[Symbol.asyncDispose]();
  }
}

/** @param {string} url @param {Settings} settings */
async function measureStores(url, settings) {
  const { folder, isFloor } = settings;
  const agendaFile = join(folder, 'agenda.json');
  say(
    `agenda: ${size.associations} associations, ${size.associations * 3} places, ${size.slots} slots, half of them free`,
  );
  await writeAgendaFile(agendaFile);
  /** @type {Omit<Store, 'agendaFile'>[]} */
  const stores = [
    { store: 'postgres', database: url, env: { DATABASE_URL: url } },
    {
      store: 'sqlite',
      database: join(folder, 'data', 'vendor.sqlite'),
      env: { DATA_DIR: join(folder, 'data') },
    },
  ];
  /** @type {Record<string, unknown>} */
  const results = {};
  for (const store of isFloor ? stores.slice(0, 1) : stores) {
    results[store.store] = await measureStore({ ...store, agendaFile }, settings);
  }
  return results;
}

/** @typedef {{ store: 'postgres' | 'sqlite', database: string, agendaFile: string, env: Record<string, string> }} Store */

/**
 * Starts the contenders, each in a process of its own, and lets each compile what it runs.
 *
 * @param {Store} store
 * @param {number} warmMilliseconds for each
 */
async function startContenders({ store, database, agendaFile, env }, warmMilliseconds) {
  const start = performance.now();
  const vendor = await startServer(vendorScript, {
    env: { PORT: '0', AGENDA_FILE: agendaFile, LOG_LEVEL: 'error', ...env },
  });
  const vendorSeconds = (performance.now() - start) / 1000;
  const plain = (/** @type {string} */ kind) =>
    startServer(here('plain-server.mjs'), { args: [kind, store, database, String(epoch)] });
  const rowsOnly = await plain('rows');
  const bare = await plain('bare');
  const naive = await plain('naive');
  const node = await startServer(here('node-server.mjs'), { args: [store, database] });
  const express = await startServer(here('node-server.mjs'), {
    args: [store, database, 'express'],
  });
  const searchUrl =
    (/** @type {{ url: string }} */ server) =>
    (/** @type {number} */ n, /** @type {number} */ hours = 72) =>
      `${server.url}/fhir/Schedule?${toQuery(n, hours)}`;
  const plainUrl =
    (/** @type {{ url: string }} */ server) =>
    (/** @type {number} */ n, /** @type {number} */ hours = 72) =>
      `${server.url}/?associations=${n}&hours=${hours}`;
  const contenders = [
    { name: 'sdk', server: vendor, url: searchUrl(vendor) },
    { name: 'node', server: node, url: searchUrl(node) },
    { name: 'rows', server: rowsOnly, url: plainUrl(rowsOnly) },
    { name: 'bare', server: bare, url: plainUrl(bare) },
    { name: 'naive', server: naive, url: plainUrl(naive) },
    { name: 'express', server: express, url: searchUrl(express) },
  ];
  for (const { url } of contenders) {
    await putLoad({ url: url(1), connections: 16, milliseconds: warmMilliseconds });
  }
  return {
    ...{ vendor, node, contenders, vendorSeconds, sdkUrl: searchUrl(vendor) },
    stop: () => Promise.all(contenders.map(({ server }) => server.stop())),
  };
}

/** @param {Store} one @param {Settings} settings */
async function measureStore(one, { isQuick, isFloor }) {
  const { store, database } = one;
  // Many short rounds: a machine that others use is now fast and now slow, for seconds at a time.
  // Several starts: the same code is faster in one process than in the next, by how its memory
  // grew and what was compiled first.
  const starts = 3;
  const rounds = isFloor ? 3 : isQuick ? 2 : 4;
  const roundMilliseconds = isQuick ? 400 : 1000;
  const milliseconds = isQuick ? 1000 : 2500;
  // By then V8 has compiled the hot code: docs/benchmarks-notes.md has what its threads take.
  const warmMilliseconds = isQuick ? 2500 : 10_000;
  say(`\n${store}`);
  const loads = [
    { associations: 1, connections: 16 },
    { associations: 1, connections: 1 },
    { associations: 10, connections: 1 },
    { associations: 10, connections: 16 },
  ]
    .slice(0, isFloor ? 1 : undefined)
    .map((load) => ({ load, comparison: createComparison() }));
  // The vendor creates what the others open.
  let started = await startContenders(one, warmMilliseconds);
  const source = createRowSource(store, database);
  say(`  import of the agenda and start: ${started.vendorSeconds.toFixed(1)} s`);
  try {
    for (let count = 1; ; count += 1) {
      for (const { load, comparison } of loads) {
        const asked = { ...load, rounds, milliseconds: roundMilliseconds };
        await addRounds(comparison, asked, started.contenders, source);
      }
      if (count === starts) break;
      await started.stop();
      started = await startContenders(one, warmMilliseconds);
    }
    const { vendor, node, contenders, sdkUrl } = started;
    const rows = await source.find(10, epoch);
    const found = { slots: rows.length };
    /** @type {Record<string, unknown>} */
    const measured = { ...found };
    const body = Buffer.from(await (await fetch(sdkUrl(10))).arrayBuffer());
    const { total } = JSON.parse(body.toString());
    if (total !== rows.length) throw new Error(`${total} slots sent of ${rows.length}`);

    if (store === 'postgres' && !isFloor) {
      const mapping = await measureMapping(rows);
      const ratio = summarise(mapping.rounds.map((round) => round.ratio));
      measured['mapping'] = { ...mapping, ratio };
      say(
        `  rows to bytes of ${mapping.slots} slots (${kilobytes(mapping.bytes)}), against JSON.stringify and Buffer.from of the finished object`,
      );
      for (const { rowsToBytes, stringify, ratio } of mapping.rounds) {
        say(`    ${ms(rowsToBytes)}  against ${ms(stringify)}  = ${ratio.toFixed(2)} x`);
      }
      const compression = await measureCompression(body);
      measured['compression'] = compression;
      for (const row of compression.rows) {
        say(
          `  ${row.name.padEnd(16)} ${kilobytes(compression.bytes)} to ${kilobytes(row.bytes)} in ${ms(row.milliseconds)}`,
        );
      }
    }

    for (const { load, comparison } of loads) {
      measured[`${load.associations} SIRET, ${load.connections} connections`] = summariseComparison(
        comparison,
        load,
      );
    }
    if (isFloor) return measured;
    const overload = await measureOverload(node, {
      url: `${node.url}/fhir/Schedule?${toQuery(1)}`,
      connections: isQuick ? [1, 16, 500] : [1, 16, 64, 128, 256, 500],
      milliseconds: isQuick ? 4000 : 15_000,
    });
    measured['overload'] = overload;
    measured['overloadToFew'] = throughputWhenOverloaded(overload);
    measured['growth'] = await measureGrowth(
      [1, 2, 5, 10, 25].map((associations) => ({ associations, hours: 72, milliseconds })),
      contenders,
      source,
    );
    // A hundred slots to forty thousand.
    measured['growthBySlots'] = await measureGrowth(
      [0.5, 3, 12, 48, 133, 267].map((hours) => ({ associations: 25, hours, milliseconds })),
      contenders,
      source,
    );
    reportOverload(overload, say);
    const compressed = [];
    for (const encoding of ['identity', 'gzip', 'br']) {
      const { latencies, bytes } = await putLoad({
        url: sdkUrl(10),
        connections: 1,
        milliseconds,
        headers: { 'accept-encoding': encoding },
      });
      compressed.push({ encoding, bytes, latency: summarise(latencies) });
      say(
        `  sdk, 10 SIRET, ${encoding.padEnd(8)} ${kilobytes(bytes).padStart(8)} in ${ms(summarise(latencies))}`,
      );
    }
    measured['encodings'] = compressed;
    measured['adapters'] = await measureAdapters(store, database, {
      rounds: 3,
      milliseconds: isQuick ? 1000 : 3000,
    });
    measured['regulators'] = await compareRegulators({
      ...{ url: vendor.url, store, database },
      runs: isQuick ? 200 : 1000,
    });
    return measured;
  } finally {
    await source.close();
    await started.stop();
  }
}

/** @param {{ url: string, store: string, database: string, runs: number }} vendor */
async function compareRegulators(vendor) {
  const measured = await measureRegulators(vendor);
  say(`  ${measured.accounts} regulator accounts, ${measured.connections} connections`);
  for (const name of /** @type {const} */ (['created', 'unchanged', 'changed'])) {
    const { seconds, perSecond, writes } = measured[name];
    say(
      `    ${name.padEnd(10)} ${seconds.toFixed(1)} s  ${perSecond.toFixed(0).padStart(5)}/s  ${writes} writes`,
    );
  }
  say(
    `    unchanged update ${ms(measured.update)} = ${measured.updateToSearch.toFixed(2)} x a search of one account ${ms(measured.search)}, ${measured.writesOfUpdate} writes`,
  );
  return measured;
}
