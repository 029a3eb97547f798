// @ts-check
// The cost of a claim: in each backlog in which nothing can be claimed, against an empty outbox.
import { join } from 'node:path';
import { createAppointmentReporter } from '@sas-sos/appointments';
import { createPostgresOutbox } from '@sas-sos/outbox-postgres';
import { openSqliteOutbox } from '@sas-sos/outbox-sqlite';
import pg from 'pg';
import { createDatabase } from '../postgres/create-database.mjs';
import { startPostgres } from '../postgres/start-postgres.mjs';
import { createReport, identifierSystem } from './appointments-reports.mjs';
import { backlogs, fillPostgresBacklog, fillSqliteBacklog, putOff } from './claims-backlogs.mjs';
import { summarise } from './statistics.mjs';

/** @typedef {import('@sas-sos/core').Outbox} Outbox */
/** @typedef {import('./statistics.mjs').Summary} Summary */
/** @typedef {{ outbox: Outbox, close(): Promise<void> }} Opened */
/**
 * In milliseconds: `first` looks at reports that nothing has looked at before; `nothing` finds
 * nothing, `one` a single new report among the others; `toPlatform`, from `report()` to the
 * platform with four reports a second.
 *
 * @typedef {{ first: number, nothing: Summary, one: Summary, toPlatform?: Summary }} Cost
 */

const options = { limit: 64, leaseMilliseconds: 34_000 };

/** The backlog that a wrong certificate leaves; reports are timed with it. */
const timed = '50,000 kept aside, one behind each';

/**
 * @param {{ folder: string, runs: number, reports: number }} size
 * @returns {Promise<Record<'postgres' | 'sqlite', Record<string, Cost>>>}
 */
export async function measureClaims({ folder, runs, reports }) {
  const postgres = await startPostgres({ isDurable: true });
  try {
    return await measureStores(postgres.url, { folder, runs, reports });
  } finally {
    await postgres[Symbol.asyncDispose]();
  }
}

/** @param {string} url @param {{ folder: string, runs: number, reports: number }} size */
async function measureStores(url, { folder, runs, reports }) {
  let files = 0;
  const stores = {
    /** @param {import('./claims-backlogs.mjs').Backlog} [backlog] @returns {Promise<Opened>} */
    async postgres(backlog) {
      const database = await createDatabase(url);
      const pool = new pg.Pool({ connectionString: database.url });
      const outbox = createPostgresOutbox({ pool });
      await outbox.migrate();
      if (backlog) await fillPostgresBacklog(database.url, backlog);
      const close = async () => {
        await pool.end();
        await database[Symbol.asyncDispose]();
      };
      return { outbox: /** @type {Outbox} */ (outbox), close };
    },
    /** @param {import('./claims-backlogs.mjs').Backlog} [backlog] @returns {Promise<Opened>} */
    async sqlite(backlog) {
      files += 1;
      const file = join(folder, `claims-${files}.sqlite`);
      await (await openSqliteOutbox({ file })).close();
      if (backlog) fillSqliteBacklog(file, backlog);
      const outbox = await openSqliteOutbox({ file });
      return { outbox, close: () => outbox.close() };
    },
  };
  /** @type {any} */
  const measured = {};
  for (const [name, open] of Object.entries(stores)) {
    const empty = await open();
    /** @type {Record<string, Cost>} */
    const costs = {};
    /** @type {number[]} */
    const nothing = [];
    /** @type {number[]} */
    const one = [];
    for (const backlog of backlogs) {
      const { outbox, close } = await open(backlog);
      const startedAt = performance.now();
      // Only the first claim is timed: the others put off what it would have found.
      if (name === 'sqlite' && backlog.isPutOff !== 'false') await putOff(outbox);
      else await outbox.claim(options);
      const first = performance.now() - startedAt;
      /** @type {number[]} */
      const itsNothing = [];
      /** @type {number[]} */
      const itsOne = [];
      // In turn with the empty one, so that a slow moment of the machine affects both.
      for (let run = -10; run < runs; run += 1) {
        const times = [
          await timeNothing(empty.outbox),
          await timeNothing(outbox),
          await timeOne(empty.outbox),
          await timeOne(outbox),
        ];
        if (run < 0) continue;
        nothing.push(Number(times[0]));
        itsNothing.push(Number(times[1]));
        one.push(Number(times[2]));
        itsOne.push(Number(times[3]));
      }
      /** @type {Cost} */
      const cost = { first, nothing: summarise(itsNothing), one: summarise(itsOne) };
      if (backlog.name === timed) cost.toPlatform = await timeReports(outbox, reports);
      costs[backlog.name] = cost;
      await close();
    }
    const toPlatform = await timeReports(empty.outbox, reports);
    await empty.close();
    const base = { first: 0, nothing: summarise(nothing), one: summarise(one), toPlatform };
    measured[name] = { empty: base, ...costs };
  }
  return measured;
}

/** @param {Outbox} outbox */
async function timeNothing(outbox) {
  const startedAt = performance.now();
  const claims = await outbox.claim(options);
  const milliseconds = performance.now() - startedAt;
  if (claims.length > 0)
    throw new Error(`${claims.length} reports were claimed of those held back`);
  return milliseconds;
}

let appointments = 0;

/** @param {Outbox} outbox */
async function timeOne(outbox) {
  appointments += 1;
  const appointment = `one-${appointments}`;
  await outbox.append({ appointment, status: 'booked', follows: [], content: '{}' });
  const startedAt = performance.now();
  const claims = await outbox.claim(options);
  const milliseconds = performance.now() - startedAt;
  if (claims.length !== 1) throw new Error(`${claims.length} reports were claimed instead of one`);
  await outbox.settle(claims.map((claim) => ({ claim, outcome: 'delivered' })));
  return milliseconds;
}

/** @param {Outbox} outbox @param {number} count */
async function timeReports(outbox, count) {
  /** @type {Map<string, number>} */
  const arrivals = new Map();
  /** @type {typeof globalThis.fetch} */
  const fetch = async (_, init) => {
    const id = /one-by-one-\d+/.exec(String(init?.body))?.[0];
    if (id) arrivals.set(id, performance.now());
    return new Response('', { status: 201, headers: { location: '/1' } });
  };
  const reporter = createAppointmentReporter({
    ...{ outbox, fetch, identifierSystem, platformUrl: 'http://127.0.0.1/fhir' },
  });
  reporter.start();
  const times = [];
  for (let index = 0; index < count; index += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    appointments += 1;
    const id = `one-by-one-${appointments}`;
    const startedAt = performance.now();
    await reporter.report(createReport(id, 0));
    while (!arrivals.has(id)) await new Promise((resolve) => setTimeout(resolve, 1));
    times.push(Number(arrivals.get(id)) - startedAt);
  }
  await reporter.stop();
  return summarise(times);
}
