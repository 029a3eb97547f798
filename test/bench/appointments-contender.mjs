// @ts-check
// One contender, in its own process: executes orders of the benchmark, one at a time.
//   node appointments-contender.mjs '{"kind":"pg-boss","platform":"http://…","database":"…","modules":"…"}'
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createAppointmentReporter } from '@sas-sos/appointments';
import { createPostgresOutbox } from '@sas-sos/outbox-postgres';
import { openSqliteOutbox } from '@sas-sos/outbox-sqlite';
import pg from 'pg';
import {
  createReport,
  createReports,
  identifierSystem,
  now,
  toBody,
} from './appointments-reports.mjs';

/**
 * @typedef {{ appointments: number, events: number }} Size
 * @typedef {{
 *   fill(prefix: string, size: Size): Promise<void>,
 *   deliver(): Promise<void>,
 *   pause(): Promise<void>,
 *   report(id: string): Promise<unknown>,
 *   close(): Promise<void>,
 *   [more: string]: (...args: any[]) => Promise<unknown>,
 * }} Contender
 */

/** @type {{ kind: string, platform: string, database: string, modules: string, isBatched?: boolean }} */
const {
  kind,
  platform,
  database,
  modules,
  isBatched = false,
} = JSON.parse(String(process.argv[2]));
const inFlight = 8;

const makers = {
  postgres: createPostgresContender,
  sqlite: createSqliteContender,
  'pg-boss': createPgBoss,
  'graphile-worker': createGraphileWorker,
  client: createClientAlone,
};

/** Uses the same copy of fhir-kit-client as the package itself. */
async function createClient() {
  const own = '../../packages/appointments/node_modules/fhir-kit-client/dist/index.js';
  const { Client } = await import(new URL(own, import.meta.url).href);
  const client = new Client({ baseUrl: `${platform}/fhir` });
  /** @param {any} body @param {boolean} isFirst */
  return (body, isFirst) => {
    const [{ system, value }] = body.identifier;
    const resource = { resourceType: 'Appointment', body };
    return isFirst
      ? client.create(resource)
      : client.update({ ...resource, searchParams: { identifier: `${system}|${value}` } });
  };
}

/** @param {import('@sas-sos/core').Outbox<any>} outbox */
function createOurs(outbox) {
  const create = () =>
    createAppointmentReporter({
      ...{ outbox, platformUrl: `${platform}/fhir`, identifierSystem, concurrency: inFlight },
    });
  let reporter = create();
  return {
    /** @param {string} prefix @param {Size} size */
    async fill(prefix, size) {
      await inParallel(
        createReports(prefix, size),
        (one) => reporter.report(one),
        16,
        ({ id }) => id,
      );
    },
    async deliver() {
      reporter.start();
    },
    /** Processor time of this process so far, in milliseconds. */
    async processor() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
    async pause() {
      await reporter.stop();
      reporter = create();
    },
    /** @param {string} id */
    report: (id) => reporter.report(createReport(id, 0)),
    /** Times reports, one at a time. @param {number} runs @param {string} prefix */
    async timeReports(runs, prefix) {
      return timeEach(runs, (i) => reporter.report(createReport(`${prefix}-${i}`, 0)));
    },
    /** @param {number} olderThanMilliseconds */
    async purge(olderThanMilliseconds) {
      const start = now();
      const reports = await outbox.purge({ olderThanMilliseconds });
      return { reports, milliseconds: now() - start };
    },
  };
}

/** @returns {Promise<Contender>} */
async function createPostgresContender() {
  const pool = new pg.Pool({ connectionString: database, max: 12 });
  const outbox = createPostgresOutbox({ pool });
  await outbox.migrate();
  const ours = createOurs(outbox);
  const reporter = createAppointmentReporter({
    ...{ outbox, platformUrl: `${platform}/fhir`, identifierSystem },
  });
  await pool.query(
    'CREATE TABLE IF NOT EXISTS bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, appointment text NOT NULL, content text NOT NULL)',
  );
  const content = JSON.stringify(createReport('content', 0)).padEnd(330);
  const insert = 'INSERT INTO bare (appointment, content) VALUES ($1, $2)';
  return {
    ...ours,
    async timeBare(runs) {
      return timeEach(runs, async (i) => {
        const client = await pool.connect();
        await client.query('BEGIN');
        await client.query(insert, [`bare-${i}`, content]);
        await client.query('COMMIT');
        client.release();
      });
    },
    async timeSingle(runs) {
      return timeEach(runs, (i) => pool.query(insert, [`bare-${i}`, content]));
    },
    // A vendor's own transaction, without and with a report in it.
    timeTransactions: (runs) => timeTransactions(pool, runs, async () => {}),
    timeWithReport: (runs, prefix) =>
      timeTransactions(pool, runs, (transaction, i) =>
        reporter.report(createReport(`${prefix}-${i}`, 0), { transaction }),
      ),
    async close() {
      await ours.pause();
      await pool.end();
    },
  };

  /** Times transactions of a vendor with an extra step. @param {pg.Pool} pool @param {number} runs @param {(client: pg.PoolClient, i: number) => Promise<unknown>} more */
  function timeTransactions(pool, runs, more) {
    return timeEach(runs, async (i) => {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query(insert, [`own-${i}`, content]);
      await more(client, i);
      await client.query('COMMIT');
      client.release();
    });
  }
}

/** @returns {Promise<Contender>} */
async function createSqliteContender() {
  const outbox = await openSqliteOutbox({ file: database });
  const ours = createOurs(outbox);
  const { DatabaseSync } = await import('@photostructure/sqlite');
  const bare = new DatabaseSync(`${database}.bare`);
  bare.exec(
    'PRAGMA journal_mode = WAL; PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL;',
  );
  bare.exec(
    'CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, appointment TEXT, content TEXT)',
  );
  const insert = bare.prepare('INSERT INTO bare (appointment, content) VALUES (?, ?)');
  const content = JSON.stringify(createReport('content', 0)).padEnd(330);
  return {
    ...ours,
    async timeBare(runs) {
      return timeEach(runs, async (i) => {
        bare.exec('BEGIN IMMEDIATE');
        insert.run(`bare-${i}`, content);
        bare.exec('COMMIT');
      });
    },
    async close() {
      await ours.pause();
      await outbox.close();
      bare.close();
    },
  };
}

/** @returns {Promise<Contender>} */
async function createPgBoss() {
  const { PgBoss } = await importFrom('pg-boss');
  const send = await createClient();
  const boss = new PgBoss({ connectionString: database, max: 12, useListenNotify: true });
  boss.on('error', (/** @type {Error} */ error) => console.error('pg-boss:', error.message));
  await boss.start();
  const queue = 'appointments';
  await boss.createQueue(queue, { policy: 'key_strict_fifo', notify: true });
  /** @type {Set<string>} */
  const sentIds = new Set();
  const deliverOne = async (/** @type {any} */ { data }) => {
    const id = data.identifier[0].value;
    const isFirst = !sentIds.has(id);
    sentIds.add(id);
    await send(data, isFirst);
  };
  return {
    async fill(prefix, size) {
      const jobs = createReports(prefix, size).map((report) => ({
        ...{ singletonKey: report.id, data: toBody(report) },
      }));
      // Rows of one statement share their creation time: so each has at most one per appointment.
      for (const batch of toBatches(jobs, ({ singletonKey }) => singletonKey)) {
        await boss.insert(queue, batch);
      }
    },
    async deliver() {
      // As many in parallel as the others; fetches again immediately while batches are full.
      // Workers with one job each would sleep between two jobs.
      await boss.work(
        queue,
        {
          ...{ batchSize: inFlight, perJobResults: true, burstWhenBatchFull: true },
          ...{ pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 },
        },
        async (/** @type {any[]} */ jobs) =>
          Promise.all(
            jobs.map((job) => deliverOne(job).then(() => ({ id: job.id, status: 'completed' }))),
          ),
      );
    },
    async pause() {
      await boss.offWork(queue, { wait: true });
    },
    report: (id) => boss.send(queue, toBody(createReport(id, 0)), { singletonKey: id }),
    close: () => boss.stop({ graceful: false }),
  };
}

/** @returns {Promise<Contender>} */
async function createGraphileWorker() {
  const { run, makeWorkerUtils, Logger } = await importFrom('graphile-worker');
  const send = await createClient();
  const logger = new Logger(() => () => {});
  const utils = await makeWorkerUtils({ connectionString: database, logger });
  await utils.migrate();
  /** @type {Set<string>} */
  const sentIds = new Set();
  /** @type {{ stop(): Promise<void> } | undefined} */
  let runner;
  return {
    async fill(prefix, size) {
      const jobs = createReports(prefix, size).map((report) => ({
        ...{ identifier: 'report', payload: toBody(report), queueName: report.id },
      }));
      // What earlier rounds left would slow it down.
      await utils.cleanup({ tasks: ['GC_JOB_QUEUES'] });
      for (const batch of toBatches(jobs, ({ queueName }) => queueName)) await utils.addJobs(batch);
    },
    async deliver() {
      runner = await run({
        taskList: {
          async report(/** @type {any} */ body) {
            const id = body.identifier[0].value;
            const isFirst = !sentIds.has(id);
            sentIds.add(id);
            await send(body, isFirst);
          },
        },
        noHandleSignals: true,
        preset: {
          worker: {
            ...{ connectionString: database, logger, concurrentJobs: inFlight, maxPoolSize: 12 },
            ...(isBatched ? { localQueue: { size: 2 * inFlight }, completeJobBatchDelay: 0 } : {}),
          },
        },
      });
    },
    async pause() {
      await runner?.stop();
      runner = undefined;
    },
    report: (id) => utils.addJob('report', toBody(createReport(id, 0)), { queueName: id }),
    async close() {
      await runner?.stop();
      await utils.release();
    },
  };
}

/** @returns {Promise<Contender>} */
async function createClientAlone() {
  const send = await createClient();
  /** @type {any[]} */
  let bodies = [];
  return {
    async fill(prefix, size) {
      bodies = createReports(prefix, size).map(toBody);
    },
    async deliver() {
      const sentIds = new Set();
      await inParallel(
        bodies,
        async (body) => {
          const id = body.identifier[0].value;
          const isFirst = !sentIds.has(id);
          sentIds.add(id);
          await send(body, isFirst);
        },
        inFlight,
        (body) => body.identifier[0].value,
      );
    },
    async pause() {},
    async report() {},
    async version() {
      return process.version;
    },
    async close() {},
  };
}

/** @param {string} name */
function importFrom(name) {
  const { resolve } = createRequire(join(modules, 'package.json'));
  return import(pathToFileURL(resolve(name)).href);
}

/**
 * Runs work in parallel, but serially and in order for each key.
 *
 * @template One
 * @param {readonly One[]} all
 * @param {(one: One) => Promise<unknown>} work
 * @param {number} atOnce
 * @param {(one: One) => string} toKey
 */
async function inParallel(all, work, atOnce, toKey) {
  /** @type {Map<string, Promise<unknown>>} */
  const tails = new Map();
  let next = 0;
  const loop = async () => {
    while (next < all.length) {
      const one = /** @type {One} */ (all[next++]);
      const key = toKey(one);
      const done = (tails.get(key) ?? Promise.resolve()).then(() => work(one));
      tails.set(key, done);
      await done;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, loop));
}

/**
 * Splits a list so that no batch has the same key twice.
 *
 * @template One
 * @param {readonly One[]} all
 * @param {(one: One) => string} toKey
 */
function toBatches(all, toKey) {
  /** @type {One[][]} */
  const batches = [[]];
  let keys = new Set();
  for (const one of all) {
    if (keys.has(toKey(one))) {
      batches.push([]);
      keys = new Set();
    }
    keys.add(toKey(one));
    batches.at(-1)?.push(one);
  }
  return batches;
}

/** @param {number} runs @param {(i: number) => Promise<unknown>} work */
async function timeEach(runs, work) {
  const values = [];
  for (let i = 0; i < runs; i += 1) {
    const start = performance.now();
    await work(i);
    values.push(performance.now() - start);
  }
  return values;
}

const contender = await makers[/** @type {keyof typeof makers} */ (kind)]();
process.on(
  'message',
  async (/** @type {{ number: number, order: string, args: any[] }} */ { number, order, args }) => {
    try {
      const startedAt = now();
      const value = await contender[order]?.(...args);
      process.send?.({ number, value, startedAt });
      if (order === 'close') process.disconnect();
    } catch (error) {
      process.send?.({ number, error: String(/** @type {Error} */ (error).stack) });
    }
  },
);
process.send?.({ number: 0 });
