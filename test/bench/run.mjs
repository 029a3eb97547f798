// @ts-check
// The benchmark: `npm run bench -- [--quick] [--only appointments] [--check] [--output file.json]`.
// Results are explained in docs/benchmarks.md
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabase } from '../postgres/create-database.mjs';
import { startPostgres } from '../postgres/start-postgres.mjs';
import { epoch, size, toQuery, writeAgendaFile } from './agenda.mjs';
import { measureAppointments } from './appointments.mjs';
import { reportAppointments } from './appointments-report.mjs';
import { checkBars, reportBars } from './check-bars.mjs';
import { measureClaims } from './claims.mjs';
import { reportClaims } from './claims-report.mjs';
import { measureCompression } from './compression.mjs';
import { measureConformance } from './conformance.mjs';
import { measureMapping } from './mapping.mjs';
import { measureMutualTls } from './mutual-tls.mjs';
import { measureOverload, reportOverload } from './overload.mjs';
import { here, loadServer, putLoad, runJson, startServer } from './processes.mjs';
import { measureRegulators } from './regulators.mjs';
import { createRowSource } from './row-source.mjs';
import { measureSignOn } from './sign-on.mjs';
import { summarise, time } from './statistics.mjs';
import { writePage } from './write-page.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    check: { type: 'boolean', default: false },
    output: { type: 'string' },
    page: { type: 'boolean', default: false },
  },
});
const parts = [
  'searches',
  'floor',
  'memory',
  'mutual-tls',
  'sign-on',
  'appointments',
  'claims',
  'conformance',
];
if (options.only !== undefined && !parts.includes(options.only)) {
  throw new Error(`--only takes one of ${parts.join(', ')}`);
}
const isWanted = (/** @type {string} */ part) =>
  options.only === undefined || options.only === part;
// The searches of the bars alone, which take a minute less: what `.ci/run` measures.
const isFloor = options.only === 'floor';
const rounds = options.quick && !isFloor ? 2 : 5;
const milliseconds = options.quick ? 1000 : 2500;

const [load = 0] = loadavg();
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };

const folder = mkdtempSync(join(tmpdir(), 'sas-sos-bench-'));
const agendaFile = join(folder, 'agenda.json');
const vendorScript = here('../../examples/express/dist/main.js');

/** @type {Record<string, unknown>} */
const results = {
  date: new Date().toISOString().slice(0, 10),
  machine,
  agenda: size,
};

try {
  if (isWanted('searches') || isFloor) await measureSearches();
  if (isWanted('memory')) results['memory'] = await measureMemory();
  if (isWanted('mutual-tls')) results['mutualTls'] = await reportMutualTls();
  if (isWanted('sign-on')) results['signOn'] = await reportSignOn();
  if (isWanted('appointments')) results['appointments'] = await measureReports();
  if (isWanted('claims')) results['claims'] = await measureBacklogs();
  if (isWanted('conformance')) results['conformance'] = await reportConformance();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (options.check && !reportBars(checkBars(results, { isQuick: options.quick }), say)) {
  process.exitCode = 1;
}
if (options.output) writeFileSync(options.output, `${JSON.stringify(results, null, 2)}\n`);

if (options.page) keepForPage();

/** Adds what was measured to the rows of docs/benchmarks.json, and writes the page out of them. */
function keepForPage() {
  const { date, machine: _machine, agenda: _agenda, ...parts } = results;
  const rows = new URL('../../docs/benchmarks.json', import.meta.url);
  const kept = existsSync(rows) ? JSON.parse(readFileSync(rows, 'utf8')) : {};
  const command = [
    'npm run bench --',
    ...process.argv.slice(2).filter((word) => word !== '--page'),
  ];
  const run = { date, command: command.join(' ').replace(/ --$/, ''), ...machine, load };
  for (const [name, part] of Object.entries(parts))
    kept[name] = { run, .../** @type {object} */ (part) };
  writeFileSync(rows, `${JSON.stringify(kept, null, 1)}\n`);
  const { page, plots } = writePage(kept);
  writeFileSync(here('../../docs/benchmarks.md'), page);
  for (const [name, svg] of Object.entries(plots))
    writeFileSync(here(`../../docs/pictures/${name}`), svg);
}

/** Measures searches and accounts, on both stores. */
async function measureSearches() {
  const postgres = await startPostgres();
  const database = await createDatabase(postgres.url);
  try {
    await measureStores(database.url);
  } finally {
    await database[Symbol.asyncDispose]();
    await postgres[Symbol.asyncDispose]();
  }
}

/** @param {string} url */
async function measureStores(url) {
  say(
    `agenda: ${size.associations} associations, ${size.associations * 3} places, ${size.slots} slots, half of them free`,
  );
  await writeAgendaFile(agendaFile);
  const stores = [
    { store: 'postgres', database: url, env: { DATABASE_URL: url } },
    {
      store: 'sqlite',
      database: join(folder, 'data', 'vendor.sqlite'),
      env: { DATA_DIR: join(folder, 'data') },
    },
  ];
  for (const store of isFloor ? stores.slice(0, 1) : stores)
    results[store.store] = await measureStore(store);
}

/** @param {{ store: string, database: string, env: Record<string, string> }} one */
async function measureStore({ store, database, env }) {
  say(`\n${store}`);
  const start = performance.now();
  const vendor = await startServer(vendorScript, {
    env: { PORT: '0', AGENDA_FILE: agendaFile, LOG_LEVEL: 'error', ...env },
  });
  say(`  import of the agenda and start: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const plain = (/** @type {string} */ kind) =>
    startServer(here('plain-server.mjs'), { args: [kind, store, database, String(epoch)] });
  const rowsOnly = await plain('rows');
  const bare = await plain('bare');
  const naive = await plain('naive');
  const node = await startServer(here('node-server.mjs'), { args: [store, database] });
  const source = createRowSource(store, database);
  try {
    const rows = await source.find(10, epoch);
    const found = { slots: rows.length };
    /** @type {Record<string, unknown>} */
    const measured = { ...found };
    const sdkUrl = (/** @type {number} */ n) => `${vendor.url}/fhir/Schedule?${toQuery(n)}`;
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

    const plainUrl = (/** @type {{ url: string }} */ server) => (/** @type {number} */ n) =>
      `${server.url}/?associations=${n}`;
    const contenders = [
      { name: 'sdk', server: vendor, url: sdkUrl },
      {
        name: 'node',
        server: node,
        url: (/** @type {number} */ n) => `${node.url}/fhir/Schedule?${toQuery(n)}`,
      },
      { name: 'rows', server: rowsOnly, url: plainUrl(rowsOnly) },
      { name: 'bare', server: bare, url: plainUrl(bare) },
      { name: 'naive', server: naive, url: plainUrl(naive) },
    ];
    const loads = [
      { associations: 1, connections: 16 },
      { associations: 1, connections: 1 },
      { associations: 10, connections: 1 },
      { associations: 10, connections: 16 },
    ];
    for (const load of isFloor ? loads.slice(0, 1) : loads) {
      measured[`${load.associations} SIRET, ${load.connections} connections`] = await compare(
        load,
        contenders,
        source,
      );
    }
    if (isFloor) return measured;
    const overload = await measureOverload(node, {
      url: `${node.url}/fhir/Schedule?${toQuery(1)}`,
      connections: options.quick ? [1, 16, 500] : [1, 16, 64, 128, 256, 500],
      milliseconds: options.quick ? 4000 : 15_000,
    });
    measured['overload'] = overload;
    const growth = [];
    for (const associations of [1, 2, 5, 10, 25]) {
      /** @type {Record<string, number>} */
      const costs = {};
      for (const { name, server, url } of contenders.slice(1, 4)) {
        const load = { url: url(associations), connections: 1, milliseconds };
        const { latencies, processor } = await loadServer(server, load);
        costs[name] = summarise(latencies).median;
        costs[`${name}Processor`] = processor;
      }
      const found = await source.find(associations, epoch);
      growth.push({ associations, slots: found.length, ...costs });
      say(
        `  ${associations} associations, ${found.length} slots: on node:http ${costs['node']?.toFixed(2)} ms, bare ${costs['bare']?.toFixed(2)} ms`,
      );
    }
    measured['growth'] = growth;
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
    measured['regulators'] = await compareRegulators({ url: vendor.url, store, database });
    return measured;
  } finally {
    await source.close();
    await Promise.all([vendor, node, rowsOnly, bare, naive].map((server) => server.stop()));
  }
}

/** @typedef {{ latencies: number[], medians: number[], perSecond: number[], processor: number[], bytes: number }} Rounds */
/** @typedef {{ name: string, server: { pid: number | undefined }, url(associations: number): string }} Contender */

/**
 * Measures the contenders alternately, so that a slow moment of the machine affects all of them.
 *
 * @param {{ associations: number, connections: number }} load
 * @param {readonly Contender[]} contenders
 * @param {import('./row-source.mjs').RowSource} source
 */
async function compare({ associations, connections }, contenders, source) {
  /** @type {Record<string, Rounds>} */
  const measured = {};
  const rowTimes = [];
  for (let round = 0; round <= rounds; round += 1) {
    // The first round is a warm-up, and does not count.
    const counts = round > 0;
    const rows = await time(() => source.find(associations, epoch), { warm: 5, runs: 40 });
    if (counts) rowTimes.push(rows.median);
    for (const { name, server, url } of contenders) {
      const load = { url: url(associations), connections, milliseconds };
      const result = await loadServer(server, load);
      if (!counts) continue;
      measured[name] ??= {
        latencies: [],
        medians: [],
        perSecond: [],
        processor: [],
        bytes: result.bytes,
      };
      measured[name].latencies.push(...result.latencies);
      measured[name].medians.push(summarise(result.latencies).median);
      measured[name].perSecond.push(result.perSecond);
      measured[name].processor.push(result.processor);
    }
  }
  const rows = summarise(rowTimes);
  const summary = Object.fromEntries(
    Object.entries(measured).map(([name, { latencies, perSecond, processor, bytes }]) => [
      name,
      {
        latency: summarise(latencies),
        perSecond: summarise(perSecond),
        processor: summarise(processor),
        bytes,
      },
    ]),
  );
  say(`  ${associations} SIRET, ${connections} connections; the rows take ${ms(rows)} in a loop`);
  for (const [name, { latency, perSecond, processor, bytes }] of Object.entries(summary)) {
    const toRows =
      connections === 1 ? `  = ${(latency.median / rows.median).toFixed(2)} x the rows` : '';
    say(
      `    ${name.padEnd(6)} ${ms(latency)}  ${perSecond.median.toFixed(0).padStart(5)}/s  processor ${processor.median.toFixed(2)} ms  ${kilobytes(bytes)}${toRows}`,
    );
  }
  const { sdk, rows: served, bare, naive } = /** @type {Record<string, any>} */ (summary);
  const ratios = {
    sdkToRows: sdk.latency.median / rows.median,
    bareToRows: bare.latency.median / rows.median,
    sdkToServedRows: sdk.latency.median / served.latency.median,
    bareToServedRows: bare.latency.median / served.latency.median,
    latencyToBare: byRound(measured, 'medians', 'sdk'),
    throughputToBare: byRound(measured, 'perSecond', 'sdk'),
    processorToBare: byRound(measured, 'processor', 'sdk'),
    nodeLatencyToBare: byRound(measured, 'medians', 'node'),
    nodeThroughputToBare: byRound(measured, 'perSecond', 'node'),
    nodeProcessorToBare: byRound(measured, 'processor', 'node'),
    latencyGainOverNaive: naive.latency.median / sdk.latency.median,
    throughputGainOverNaive: sdk.perSecond.median / naive.perSecond.median,
  };
  say(
    `    against bare, by round: sdk p50 ${ratios.latencyToBare.toFixed(2)} x, throughput ${ratios.throughputToBare.toFixed(2)}, processor ${ratios.processorToBare.toFixed(2)} x; on node:http ${ratios.nodeLatencyToBare.toFixed(2)} x, ${ratios.nodeThroughputToBare.toFixed(2)}, ${ratios.nodeProcessorToBare.toFixed(2)} x`,
  );
  say(
    `    over naive: p50 ${ratios.latencyGainOverNaive.toFixed(2)} x, throughput ${ratios.throughputGainOverNaive.toFixed(2)} x`,
  );
  return { rows, ...summary, ratios };
}

/**
 * The median of what a contender takes in each round, as a multiple of what the bare server takes
 * in the same round.
 *
 * @param {Record<string, Rounds>} measured
 * @param {'medians' | 'perSecond' | 'processor'} key
 * @param {string} name
 */
function byRound(measured, key, name) {
  const bare = measured['bare']?.[key] ?? [];
  const ratios = (measured[name]?.[key] ?? []).map((value, round) => value / Number(bare[round]));
  return summarise(ratios).median;
}

/** @param {{ url: string, store: string, database: string }} vendor */
async function compareRegulators(vendor) {
  const measured = await measureRegulators({ ...vendor, runs: options.quick ? 200 : 1000 });
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

async function measureMemory() {
  const memory = await runJson('memory.mjs', [], ['--expose-gc']);
  const worst = Math.max(...memory.ratios);
  say(
    `\nmemory: an answer of ${memory.slots} slots (${kilobytes(memory.bytes)}) raises the process by ${memory.ratios.map((/** @type {number} */ one) => one.toFixed(2)).join(', ')} x its body; at worst ${worst.toFixed(2)} x`,
  );
  return { ...memory, worst };
}

async function reportMutualTls() {
  const measured = await measureMutualTls(
    options.quick
      ? { rounds: 3, requests: 100, connections: 50 }
      : { rounds: 10, requests: 300, connections: 200 },
  );
  const { guardedToOpen, pooledGuardedToOpen } = measured;
  say(
    `\nmutual TLS: 1 SIRET, ${measured.slots} slots (${kilobytes(measured.bytes)}), 1 connection`,
  );
  say(`  kept alive, guarded     ${ms(measured.guarded)}`);
  say(`  kept alive, not guarded ${ms(measured.open)}`);
  say(
    `  guarded/not guarded ${pooledGuardedToOpen.toFixed(3)}; by round ${guardedToOpen.median.toFixed(3)} (${guardedToOpen.p10.toFixed(3)} to ${guardedToOpen.p90.toFixed(3)})`,
  );
  say(`  resumed, guarded        ${ms(measured.resumedHandshake)}`);
  say(`  full handshake, guarded ${ms(measured.fullHandshake)}`);
  return measured;
}

async function reportConformance() {
  const sizes = options.quick ? { runs: 1, answers: 3 } : { runs: 5, answers: 10 };
  const measured = await measureConformance({ ...sizes, slots: 4300 });
  const { runs, answer } = measured;
  say('\nconformance: all rules on the reference vendor, each run in a new process');
  for (const { seconds, own, processor, exchanges, checks, failed } of runs) {
    say(
      `  ${seconds.toFixed(1)} s, of which ${own.toFixed(1)} s without waiting, ${processor.toFixed(1)} s of processor; ${exchanges} exchanges, ${checks} checks passed, ${failed.length} rules failed`,
    );
  }
  say(`  an answer of ${answer.slots} slots (${kilobytes(answer.bytes)}), read and judged`);
  say(`    in a new process  ${ms(answer.milliseconds)}, processor ${ms(answer.processor)}`);
  say(`    once more         ${ms(answer.again)}`);
  return measured;
}

async function reportSignOn() {
  const measured = await measureSignOn(
    options.quick
      ? { signIns: 100, pages: 100, atOnce: 100 }
      : { signIns: 500, pages: 1000, atOnce: 500 },
  );
  const { arrival, callback, token, beyond, confirmed, cpu, pages, storm } = measured;
  say(`\nsign-on: ${measured.signIns} sign-ins, one after the other`);
  say(`  arrival                 ${ms(arrival)}`);
  say(`  callback                ${ms(callback)}`);
  say(`  the provider's share    ${ms(token)}, the same call by a bare client`);
  say(`  beyond the provider     ${ms(beyond)}`);
  say(`  confirmed, beyond it    ${ms(confirmed)}, an arrival with an open session`);
  if (cpu !== undefined) say(`  processor of the vendor ${cpu.toFixed(2)} ms for each`);
  say(`  agenda, to a regulator  ${ms(pages.regulator)}`);
  say(`  agenda, to the staff    ${ms(pages.staff)}`);
  say(
    `  ${storm.count} at once: ${storm.seconds.toFixed(1)} s, ${storm.discovery} call for discovery, ${storm.keys} for the keys`,
  );
  return measured;
}

async function measureReports() {
  const measured = await measureAppointments({
    folder,
    ...(options.quick
      ? { rounds: 2, appointments: 200, stored: 50, idle: 10 }
      : { rounds: 5, appointments: 1000, stored: 200, idle: 20 }),
  });
  reportAppointments(measured, say);
  return measured;
}

async function measureBacklogs() {
  const measured = await measureClaims({
    folder,
    ...(options.quick ? { runs: 30, reports: 8 } : { runs: 100, reports: 40 }),
  });
  reportClaims(measured, say);
  return measured;
}

/** @param {{ median: number, p10: number, p90: number }} summary */
function ms({ median, p10, p90 }) {
  return `${median.toFixed(2)} ms (${p10.toFixed(2)} to ${p90.toFixed(2)})`;
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(0)} kB`;
}

/** @param {string} line */
function say(line) {
  console.log(line);
}
