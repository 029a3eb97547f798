// @ts-check
// A vendor in a process of its own: does what its histories say, from where it was cut off, reports it,
// and delivers until it is killed. Tells on standard output, a line each:
//   ready              it delivers
//   told ID EVENT      the event was done, and its report is stored
//   failed CODE        a report was not stored; it is repeated
//   rest               everything was done, and what still waits is behind a report kept aside
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createAppointmentReporter } from '@sas-sos/appointments';
import { isSasError } from '@sas-sos/core';
import { createPostgresOutbox } from '@sas-sos/outbox-postgres';
import { openSqliteOutbox } from '@sas-sos/outbox-sqlite';
import pg from 'pg';
import { createHistories, identifierSystem, sortEvents, toUndone } from './histories.mjs';

/**
 * `told`: how many events of each appointment were done. `clockMilliseconds`: how wrong the clock is.
 *
 * @type {{
 *   seed: string, appointments: number, told: Record<string, number>, platformUrl: string,
 *   file?: string, databaseUrl?: string, answerMilliseconds: number, clockMilliseconds: number,
 *   pauseMilliseconds: number,
 * }}
 */
const options = JSON.parse(process.argv[2] ?? '');
const { file, databaseUrl, told, pauseMilliseconds } = options;
const clock = { now: () => Date.now() + options.clockMilliseconds };
const histories = createHistories(options.seed, options.appointments);
const loops = 4;
const retryMilliseconds = 50;

const opened = databaseUrl === undefined ? await openSqlite() : openPostgres(databaseUrl);
const reporter = createAppointmentReporter({
  outbox: opened.outbox,
  ...{ platformUrl: options.platformUrl, identifierSystem, clock },
  limits: {
    answerMilliseconds: options.answerMilliseconds,
    firstRetryMilliseconds: 10,
    longestRetryMilliseconds: 200,
    pollMilliseconds: 100,
  },
});
process.on('SIGTERM', async () => {
  await reporter.stop();
  await opened.close();
  process.exit();
});
reporter.start();
tell('ready');
await Promise.all(Array.from({ length: loops }, opened.work));
await untilRest();
tell('rest');

/** Written at once: what was told stays told when this process is killed. @param {string} line */
function tell(line) {
  writeSync(1, `${line}\n`);
}

/** Between two events, so that kills fall among them. */
function pause() {
  return delay(Math.random() * pauseMilliseconds);
}

/** Tells that a report was not stored; whatever else goes wrong ends the vendor. @param {unknown} error */
async function heed(error) {
  const isDatabase = error instanceof Error && 'code' in error;
  const isOutage = isSasError(error) ? error.code === 'SAS_OUTBOX_UNAVAILABLE' : isDatabase;
  // pg has no code for a connection that ended while it was asked.
  if (!isOutage && !/^Connection terminated|^Client/.test(/** @type {Error} */ (error).message)) {
    throw error;
  }
  tell(`failed ${isSasError(error) ? error.code : 'transaction'}`);
  await delay(retryMilliseconds);
}

/** On SQLite the vendor's own truth is with whoever started it: what was told. */
async function openSqlite() {
  const outbox = await openSqliteOutbox({ file: String(file), clock });
  const events = sortEvents(histories).filter(({ id, event }) => event >= (told[id] ?? 0));
  /** @type {Map<string, Promise<void>>} */
  const tails = new Map();

  /** @param {typeof events[number]} one */
  async function report({ id, event, report }) {
    for (;;) {
      try {
        await reporter.report(report);
        return tell(`told ${id} ${event}`);
      } catch (error) {
        await heed(error);
      }
    }
  }

  return {
    outbox: /** @type {import('@sas-sos/core').Outbox<pg.PoolClient>} */ (outbox),
    close: () => outbox.close(),
    async work() {
      for (let next = events.shift(); next; next = events.shift()) {
        const one = next;
        const done = (tails.get(one.id) ?? Promise.resolve()).then(() => report(one));
        tails.set(one.id, done);
        await done;
        await pause();
      }
    },
  };
}

/**
 * On PostgreSQL the vendor's own truth is its table: an event and its report are committed together.
 * Any instance does any event.
 *
 * @param {string} connectionString
 */
function openPostgres(connectionString) {
  const pool = new pg.Pool({ connectionString, max: 10 });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const byId = new Map(histories.map((history) => [history.id, history]));
  const undone = new Set();

  /** @param {pg.PoolClient} client @returns {Promise<'done' | 'later' | 'nothing'>} */
  async function doNext(client) {
    await client.query('BEGIN');
    const { rows } = await client.query(
      `SELECT id, next FROM chaos_appointment WHERE next < events
       ORDER BY moment LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    const [row] = rows;
    const one = byId.get(row?.id)?.events[row?.next];
    if (!one) {
      await client.query('ROLLBACK');
      const left = await client.query('SELECT FROM chaos_appointment WHERE next < events LIMIT 1');
      return left.rowCount === 0 ? 'nothing' : 'later';
    }
    const following = byId.get(row.id)?.events[row.next + 1];
    await client.query('UPDATE chaos_appointment SET next = next + 1, moment = $2 WHERE id = $1', [
      row.id,
      following?.moment ?? 0,
    ]);
    const key = `${row.id} ${row.next}`;
    if (one.isUndoneOnce && !undone.has(key)) {
      undone.add(key);
      await reporter.report(toUndone(one.report), { transaction: client });
      await client.query('ROLLBACK');
      return 'done';
    }
    await reporter.report(one.report, { transaction: client });
    await client.query('COMMIT');
    tell(`told ${key}`);
    return 'done';
  }

  /** @returns {Promise<'done' | 'later' | 'nothing'>} */
  async function attempt() {
    /** @type {pg.PoolClient | undefined} */
    let client;
    try {
      client = await pool.connect();
      const outcome = await doNext(client);
      client.release();
      return outcome;
    } catch (error) {
      // Whether it was committed is in the table.
      client?.release(true);
      await heed(error);
      return 'later';
    }
  }

  return {
    outbox: createPostgresOutbox({ pool }),
    close: () => pool.end(),
    async work() {
      for (;;) {
        const outcome = await attempt();
        if (outcome === 'nothing') return;
        await (outcome === 'later' ? delay(retryMilliseconds) : pause());
      }
    },
  };
}

/** Waits until nothing waits but what is behind a report kept aside. */
async function untilRest() {
  for (;;) {
    try {
      const all = { limit: 100_000 };
      const aside = await reporter.list({ ...all, state: 'aside' });
      const blocked = new Set(aside.map(({ report }) => report.id));
      const waiting = await reporter.list({ ...all, state: 'waiting' });
      if (waiting.every(({ report }) => blocked.has(report.id))) return;
    } catch (error) {
      await heed(error);
    }
    await delay(retryMilliseconds);
  }
}
