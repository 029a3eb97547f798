// @ts-check
// The benchmark; its results are explained in docs/benchmarks.md
//   npm run bench                      all of it
//   npm run bench -- --quick           shorter, with figures that are less exact
//   npm run bench -- --only PART       one part; --only x names them all
//   npm run bench -- --check           ends with 1 when a ratio misses its bar
//   npm run bench -- --output FILE     writes the figures, as JSON
//   npm run bench -- --page            writes them into docs/benchmarks.md
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions, refuseOptions } from '../../.tasks/read-options.mjs';
import { size } from './agenda.mjs';
import { measureAppointments } from './appointments.mjs';
import { reportAppointments } from './appointments-report.mjs';
import { checkBars, reportBars } from './check-bars.mjs';
import { measureClaims } from './claims.mjs';
import { reportClaims } from './claims-report.mjs';
import { measureConformance } from './conformance.mjs';
import { measureMutualTls } from './mutual-tls.mjs';
import { here, runJson } from './processes.mjs';
import { kilobytes, ms, say } from './say.mjs';
import { measureSearches } from './searches.mjs';
import { measureSignOn } from './sign-on.mjs';
import { measureStart } from './start.mjs';
import { writePage } from './write-page.mjs';

const { values: options } = readOptions(import.meta.url, {
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
  'start',
];
if (options.only !== undefined && !parts.includes(options.only)) {
  refuseOptions(import.meta.url, `--only takes one of ${parts.join(', ')}.`);
}
const isWanted = (/** @type {string} */ part) =>
  options.only === undefined || options.only === part;
// The one search that CI compares with its bars.
const isFloor = options.only === 'floor';

const [load = 0] = loadavg();
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };

const folder = mkdtempSync(join(tmpdir(), 'sas-sos-bench-'));

/** @type {Record<string, unknown>} */
const results = {
  date: new Date().toISOString().slice(0, 10),
  machine,
  agenda: size,
};

try {
  if (isWanted('searches') || isFloor) {
    const settings = { folder, isQuick: options.quick, isFloor };
    Object.assign(results, await measureSearches(settings));
  }
  if (isWanted('memory')) results['memory'] = await measureMemory();
  if (isWanted('mutual-tls')) results['mutualTls'] = await reportMutualTls();
  if (isWanted('sign-on')) results['signOn'] = await reportSignOn();
  if (isWanted('appointments')) results['appointments'] = await measureReports();
  if (isWanted('claims')) results['claims'] = await measureBacklogs();
  if (isWanted('conformance')) results['conformance'] = await reportConformance();
  if (isWanted('start')) results['start'] = await reportStart();
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

async function reportStart() {
  const measured = await measureStart({ rounds: options.quick ? 3 : 10 });
  say("\nrequire() in a new process, as a multiple of Express's; the vendor, until it serves");
  for (const [name, { milliseconds, toExpress }] of Object.entries(measured)) {
    say(`  ${name.padEnd(16)} ${toExpress.median.toFixed(2)} x  ${ms(milliseconds)}`);
  }
  return measured;
}

async function reportSignOn() {
  const measured = await measureSignOn(
    options.quick
      ? { signIns: 100, warm: 300, pages: 100, atOnce: 100, storms: 1 }
      : { signIns: 1000, warm: 2000, pages: 1000, atOnce: 500, storms: 5 },
  );
  const { arrival, callback, token, beyond, confirmed, cpu, pages, storm } = measured;
  const { bareCpu, ratios } = measured;
  say(`\nsign-on: ${measured.signIns} sign-ins, one after the other`);
  say(`  arrival                 ${ms(arrival)}`);
  say(`  callback                ${ms(callback)}`);
  say(`  the provider's share    ${ms(token)}, the same call by a bare client`);
  say(`  beyond the provider     ${ms(beyond)}`);
  say(`  confirmed, beyond it    ${ms(confirmed)}, an arrival with an open session`);
  if (ratios) {
    const { processorToBare, processorToToken, beyondBareToToken } = ratios;
    say(`  processor of the vendor ${cpu?.toFixed(2)} ms for each`);
    say(
      `  of a bare one, unchecked ${bareCpu?.toFixed(2)} ms; vendor/bare ${processorToBare.toFixed(2)}`,
    );
    say(
      `  against the time of that call: vendor ${processorToToken.toFixed(2)}, beyond the bare one ${beyondBareToToken.toFixed(2)}`,
    );
  }
  say(`  agenda, to a regulator  ${ms(pages.regulator)}`);
  say(`  agenda, to the staff    ${ms(pages.staff)}`);
  say(
    `  ${storm.count} at once         ${storm.seconds.median.toFixed(1)} s, bare ${storm.bareSeconds.median.toFixed(1)} s; vendor/bare ${storm.secondsToBare?.median.toFixed(2)}, in processor time ${storm.processorToBare?.median.toFixed(2) ?? 'not measured'}; ${storm.discovery} call for discovery, ${storm.keys} for the keys; refused ${storm.refused.join(', ')}`,
  );
  return measured;
}

async function measureReports() {
  const measured = await measureAppointments({
    folder,
    ...(options.quick
      ? { rounds: 2, appointments: 200, stored: 50, idle: 10, backlog: 3000 }
      : { rounds: 5, appointments: 1000, stored: 200, idle: 20, backlog: 100_000 }),
    idleMilliseconds: options.quick ? 10_000 : 60_000,
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
