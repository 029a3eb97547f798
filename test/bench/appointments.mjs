// @ts-check
// Appointment reports: cost of storing, throughput and latency of delivery, compared with job
// queues on the same PostgreSQL, and with a million delivered reports in the table.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { createDatabase } from '../postgres/create-database.mjs';
import { startPostgres } from '../postgres/start-postgres.mjs';
import { measureBacklog } from './appointments-backlog.mjs';
import { fillPostgres, fillSqlite, kept } from './appointments-history.mjs';
import { contenderVersions, installContenders } from './appointments-install.mjs';
import { startContender } from './appointments-process.mjs';
import { here, startServer } from './processes.mjs';
import { summarise } from './statistics.mjs';

/** @typedef {import('./appointments-process.mjs').ContenderProcess} ContenderProcess */
/** @typedef {import('./statistics.mjs').Summary} Summary */

/** Reports older than this are purged at the end: half of those stored. */
const purgedAfterMilliseconds = 44.5 * 86_400_000;

/**
 * In each round, each contender stores `stored` reports one at a time, the latency of `idle`
 * reports to the platform is measured, and three reports of each of the `appointments` are
 * delivered. Then `backlog` reports are delivered that have waited, and the dispatcher idles.
 *
 * @typedef {{
 *   folder: string, rounds: number, appointments: number, stored: number, idle: number,
 *   backlog: number, idleMilliseconds: number
 * }} Size
 */

/** @param {Size} size */
export async function measureAppointments(size) {
  const modules = join(size.folder, 'contenders');
  mkdirSync(modules, { recursive: true });
  const tools = await installContenders(modules);
  /** @type {(() => PromiseLike<void>)[]} */
  const endings = [];
  try {
    return await measureAll({ ...size, tools, endings });
  } finally {
    for (const end of endings.reverse()) await end();
  }
}

/**
 * @param {Size & {
 *   tools: Awaited<ReturnType<typeof installContenders>>, endings: (() => PromiseLike<void>)[],
 * }} options
 */
async function measureAll(options) {
  const { folder, rounds, appointments, stored, idle, tools, endings } = options;
  const { backlog, idleMilliseconds } = options;
  const postgres = await startPostgres({ isDurable: true });
  endings.push(() => postgres[Symbol.asyncDispose]());
  const platform = await startServer(here('appointments-platform.mjs'));
  endings.push(() => platform.stop());
  const newDatabase = async () => {
    const database = await createDatabase(postgres.url);
    endings.push(() => database[Symbol.asyncDispose]());
    return database.url;
  };
  /** @param {string} kind @param {string} database @param {object} [more] */
  const start = async (kind, database, more = {}) => {
    const contender = await startContender(tools.node, {
      ...{ kind, database, platform: platform.url, modules: tools.modules },
      ...more,
    });
    endings.push(() => contender.stop());
    return contender;
  };

  const shared = await newDatabase();
  const full = await newDatabase();
  await fillSqlite(join(folder, 'full.sqlite'));
  /** @type {Record<string, ContenderProcess>} */
  const contenders = {
    client: await start('client', ''),
    sqlite: await start('sqlite', join(folder, 'outbox.sqlite')),
    postgres: await start('postgres', shared),
    'sqlite, full': await start('sqlite', join(folder, 'full.sqlite')),
    'postgres, full': await start('postgres', full),
  };
  await fillPostgres(full);
  const other = await start('postgres', shared);
  if (tools.missing === undefined) {
    contenders['pg-boss'] = await start('pg-boss', await newDatabase());
    contenders['graphile-worker'] = await start('graphile-worker', await newDatabase());
    contenders['graphile-worker, batches'] = await start('graphile-worker', await newDatabase(), {
      isBatched: true,
    });
  }

  const measured = {
    ...{ versions: contenderVersions, missing: tools.missing, kept },
    settings: await readSettings(postgres.url, tools.node, contenders),
    storing: await measureStoring(),
    idle: await measureIdle(),
    delivery: await measureDelivery(),
    backlog: await measureBacklog({ contenders, deliver, reports: backlog, idleMilliseconds }),
    purge: {
      postgres: await contenders['postgres, full']?.ask('purge', purgedAfterMilliseconds),
      sqlite: await contenders['sqlite, full']?.ask('purge', purgedAfterMilliseconds),
    },
  };
  return { ...measured, ratios: toRatios(measured) };

  /** Cost of storing a report for the caller; each write waits for the disk. */
  async function measureStoring() {
    /** @type {[string, string, string][]} */
    const orders = ['sqlite', 'postgres', 'sqlite, full', 'postgres, full'].flatMap((name) => {
      const ways = name.startsWith('sqlite')
        ? ['timeBare', 'timeReports']
        : ['timeBare', 'timeSingle', 'timeReports', 'timeTransactions', 'timeWithReport'];
      return ways.map(
        (way) => /** @type {[string, string, string]} */ ([`${name}: ${way}`, name, way]),
      );
    });
    /** @type {Record<string, number[]>} */
    const times = {};
    for (let round = 0; round <= rounds; round += 1) {
      for (const [label, name, way] of orders) {
        const values = await contenders[name]?.ask(way, stored, `${way}-${round}`);
        if (round > 0) times[label] = [...(times[label] ?? []), ...values];
      }
    }
    // Deliver them before the next measurement.
    for (const name of new Set(orders.map(([, store]) => store))) {
      const reports = orders.filter(
        ([, store, way]) => store === name && /Report/.test(way),
      ).length;
      await deliver(
        /** @type {ContenderProcess} */ (contenders[name]),
        (rounds + 1) * stored * reports,
      );
    }
    return mapValues(times, summarise);
  }

  /** Time from the call of `report` to the platform, one report at a time. */
  async function measureIdle() {
    /** @type {[string, ContenderProcess, ContenderProcess][]} */
    const pairs = Object.entries(contenders)
      .filter(([name]) => name !== 'client')
      .map(([name, contender]) => [name, contender, contender]);
    pairs.push([
      'postgres, another instance',
      /** @type {ContenderProcess} */ (contenders['postgres']),
      other,
    ]);
    /** @type {Record<string, number[]>} */
    const times = {};
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, reporting, delivering] of pairs) {
        await delivering.ask('deliver');
        for (let i = 0; i < idle; i += 1) {
          await reset();
          await delay(40 + Math.random() * 40);
          const id = `idle-${name}-${round}-${i}`.replaceAll(/[ ,]/g, '');
          const [startedAt, { last }] = await Promise.all([
            reporting.askWhen('report', id),
            until(1),
          ]);
          if (round > 0) times[name] = [...(times[name] ?? []), last - startedAt];
        }
        await delivering.ask('pause');
      }
    }
    return mapValues(times, summarise);
  }

  /** Delivery of all waiting reports, 8 in flight; contenders take turns. */
  async function measureDelivery() {
    const size = { appointments, events: 3 };
    /** @type {Record<string, { perSecond: number[], disorder: number }>} */
    const delivered = {};
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, contender] of Object.entries(contenders)) {
        // The first round is a warm-up; slow contenders need only a small one.
        const some = round > 0 ? size : { ...size, appointments: Math.min(appointments, 200) };
        await contender.ask('fill', `round-${round}`, some);
        const { first, last, disorder } = await deliver(contender, some.appointments * some.events);
        delivered[name] ??= { perSecond: [], disorder: 0 };
        delivered[name].disorder += disorder;
        if (round === 0) continue;
        delivered[name].perSecond.push(
          ((some.appointments * some.events - 1) * 1000) / (last - first),
        );
      }
    }
    return mapValues(delivered, ({ perSecond, disorder }) => ({
      ...{ perSecond: summarise(perSecond), rounds: perSecond, disorder },
    }));
  }

  /**
   * Has so many reports delivered; `all` counts those that followed while it stopped, too.
   *
   * @param {ContenderProcess} contender
   * @param {number} count
   * @param {{ continues?: boolean }} [options] `continues`: the order is that of the turns before, too
   */
  async function deliver(contender, count, { continues = false } = {}) {
    await reset(continues ? 'recount' : 'reset');
    const [result] = await Promise.all([until(count), contender.ask('deliver')]);
    await contender.ask('pause');
    const { count: all, disorder } = await until(0);
    return { ...result, disorder, all };
  }

  async function reset(how = 'reset') {
    await (await fetch(`${platform.url}/${how}`)).text();
  }

  /** @param {number} count @returns {Promise<{ first: number, last: number, disorder: number, count: number }>} */
  async function until(count) {
    return /** @type {any} */ (await (await fetch(`${platform.url}/until/${count}`)).json());
  }
}

/**
 * The ratios that the bars limit. Delivery is compared within each round.
 *
 * @param {{ storing: Record<string, Summary>, idle: Record<string, Summary>, delivery: Record<string, { rounds: number[] }> }} measured
 */
function toRatios({ storing, idle, delivery }) {
  const stored = (/** @type {string} */ a, /** @type {string} */ b) =>
    /** @type {Summary} */ (storing[a]).median / /** @type {Summary} */ (storing[b]).median;
  const waited = (/** @type {string} */ a, /** @type {string} */ b) =>
    /** @type {Summary} */ (idle[a]).median / /** @type {Summary} */ (idle[b]).median;
  /** @param {string} a @param {string[]} others compared with the fastest of these */
  const sped = (a, others) => {
    const there = others.flatMap((name) =>
      delivery[name]?.rounds.length ? [delivery[name].rounds] : [],
    );
    if (there.length === 0) return undefined;
    return summarise(
      /** @type {{ rounds: number[] }} */ (delivery[a]).rounds.map(
        (perSecond, round) => perSecond / Math.max(...there.map((rates) => Number(rates[round]))),
      ),
    );
  };
  return {
    'report to bare, postgres': stored('postgres: timeReports', 'postgres: timeBare'),
    'report to a single INSERT, postgres': stored('postgres: timeReports', 'postgres: timeSingle'),
    'report to bare, sqlite': stored('sqlite: timeReports', 'sqlite: timeBare'),
    'transaction with to without report': stored(
      'postgres: timeWithReport',
      'postgres: timeTransactions',
    ),
    'delivery to the faster queue': sped('postgres', ['pg-boss', 'graphile-worker']),
    'delivery to the fastest queue, batches included': sped('postgres', [
      'pg-boss',
      'graphile-worker',
      'graphile-worker, batches',
    ]),
    'delivery to the client alone, postgres': sped('postgres', ['client']),
    'delivery to the client alone, sqlite': sped('sqlite', ['client']),
    'full to empty: report, postgres': stored(
      'postgres, full: timeReports',
      'postgres: timeReports',
    ),
    'full to empty: report, sqlite': stored('sqlite, full: timeReports', 'sqlite: timeReports'),
    // The same statement on a small table: the part of the difference that is due to the disk.
    'full to empty: bare, postgres': stored('postgres, full: timeBare', 'postgres: timeBare'),
    'full to empty: bare, sqlite': stored('sqlite, full: timeBare', 'sqlite: timeBare'),
    'full to empty: idle, postgres': waited('postgres, full', 'postgres'),
    'full to empty: idle, sqlite': waited('sqlite, full', 'sqlite'),
    'full to empty: delivery, postgres': sped('postgres, full', ['postgres']),
    'full to empty: delivery, sqlite': sped('sqlite, full', ['sqlite']),
  };
}

/**
 * @param {string} url
 * @param {string} node
 * @param {Record<string, ContenderProcess>} contenders
 */
async function readSettings(url, node, contenders) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    "SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous_commit",
  );
  await client.end();
  return { ...rows[0], node: await contenders['client']?.ask('version'), path: node };
}

/**
 * @template A, B
 * @param {Record<string, A>} object
 * @param {(value: A) => B} map
 */
function mapValues(object, map) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
