// @ts-check
// A vendor in its own process: does the events of its histories, starting where it was interrupted,
// reports them, and delivers until it is killed. Prints lines on standard output:
//   ready              it delivers
//   reported ID EVENT  the event was done, and its report is stored
//   failed CODE        a report was not stored; it is repeated
//   memory MEBIBYTES   the most that it has used, once a second
//   rest               all events are done; only reports behind a kept-aside one still wait
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createAppointmentReporter } from '@sas-sos/appointments';
import { isSasError } from '@sas-sos/core';
import { createPostgresOutbox } from '@sas-sos/outbox-postgres';
import { openSqliteOutbox } from '@sas-sos/outbox-sqlite';
import pg from 'pg';
import { createHistories, identifierSystem, sortEvents, toUndone } from './histories.mjs';

/**
 * `reported`: how many events of each appointment were done. `clockMilliseconds`: error of the
 * clock.
 *
 * @type {{
 *   seed: string, appointments: number, reported: Record<string, number>, platformUrl: string,
 *   file?: string, databaseUrl?: string, answerMilliseconds: number, clockMilliseconds: number,
 *   pauseMilliseconds: number,
 * }}
 */
const options = JSON.parse(process.argv[2] ?? '');
const { file, databaseUrl, reported, pauseMilliseconds } = options;
const clock = { now: () => Date.now() + options.clockMilliseconds };
const histories = createHistories(options.seed, options.appointments);
const loops = 4;
const queryMilliseconds = 5000;
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
print('ready');
setInterval(printMemory, 1000).unref();
await Promise.all(Array.from({ length: loops }, opened.work));
await untilRest();
printMemory();
print('rest');

/** Prints synchronously, so that the line is not lost when this process is killed. @param {string} line */
function print(line) {
  writeSync(1, `${line}\n`);
}

function printMemory() {
  print(`memory ${Math.round(process.resourceUsage().maxRSS / 1024)}`);
}

/** Waits between two events, so that kills fall between them. */
function pause() {
  return delay(Math.random() * pauseMilliseconds);
}

/** Prints that a report was not stored; any other error ends the vendor. @param {unknown} error */
async function handleFailure(error) {
  const isDatabase = error instanceof Error && 'code' in error;
  const isOutage = isSasError(error) ? error.code === 'SAS_OUTBOX_UNAVAILABLE' : isDatabase;
  // pg has no code for a connection that ended during a query.
  if (
    !isOutage &&
    !/^Connection terminated|^Client|^Query read timeout|^timeout exceeded/.test(
      /** @type {Error} */ (error).message,
    )
  ) {
    throw error;
  }
  print(`failed ${isSasError(error) ? error.code : 'transaction'}`);
  await delay(retryMilliseconds);
}

/** On SQLite the parent process knows what was done, from the printed lines. */
async function openSqlite() {
  const outbox = await openSqliteOutbox({ file: String(file), clock });
  const events = sortEvents(histories).filter(({ id, event }) => event >= (reported[id] ?? 0));
  /** @type {Map<string, Promise<void>>} */
  const tails = new Map();

  /** @param {typeof events[number]} next */
  async function report({ id, event, report }) {
    for (;;) {
      try {
        await reporter.report(report);
        return print(`reported ${id} ${event}`);
      } catch (error) {
        await handleFailure(error);
      }
    }
  }

  return {
    outbox: /** @type {import('@sas-sos/core').Outbox<pg.PoolClient>} */ (outbox),
    close: () => outbox.close(),
    async work() {
      for (let next = events.shift(); next; next = events.shift()) {
        const event = next;
        const done = (tails.get(event.id) ?? Promise.resolve()).then(() => report(event));
        tails.set(event.id, done);
        await done;
        await pause();
      }
    },
  };
}

/**
 * On PostgreSQL the vendor's table knows what was done: an event and its report are committed
 * together. Any instance can do any event.
 *
 * @param {string} connectionString
 */
function openPostgres(connectionString) {
  const pool = new pg.Pool({
    ...{ connectionString, max: 10 },
    // A connection that goes silent while it opens is given up too.
    connectionTimeoutMillis: queryMilliseconds,
    // When a connection goes silent in a transaction, its locks end with it.
    idle_in_transaction_session_timeout: 10_000,
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const byId = new Map(histories.map((history) => [history.id, history]));
  const undone = new Set();

  /** @param {pg.PoolClient} client @returns {Promise<'done' | 'later' | 'nothing'>} */
  async function doNext(client) {
    /**
     * The vendor's own statements have a limit too; those of the outbox have theirs.
     *
     * @param {string} text @param {unknown[]} [values]
     */
    const query = (text, values = []) => {
      const statement = { text, values, query_timeout: queryMilliseconds };
      return client.query(statement);
    };
    await query('BEGIN');
    const { rows } = await query(
      `SELECT id, next FROM chaos_appointment WHERE next < events
       ORDER BY moment LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    const [row] = rows;
    const event = byId.get(row?.id)?.events[row?.next];
    if (!event) {
      await query('ROLLBACK');
      const left = await query('SELECT FROM chaos_appointment WHERE next < events LIMIT 1');
      return left.rowCount === 0 ? 'nothing' : 'later';
    }
    const following = byId.get(row.id)?.events[row.next + 1];
    await query('UPDATE chaos_appointment SET next = next + 1, moment = $2 WHERE id = $1', [
      row.id,
      following?.moment ?? 0,
    ]);
    const key = `${row.id} ${row.next}`;
    if (event.isUndoneOnce && !undone.has(key)) {
      undone.add(key);
      await reporter.report(toUndone(event.report), { transaction: client });
      await query('ROLLBACK');
      return 'done';
    }
    await reporter.report(event.report, { transaction: client });
    await query('COMMIT');
    print(`reported ${key}`);
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
      // The table shows whether it was committed.
      client?.release(true);
      await handleFailure(error);
      return 'later';
    }
  }

  return {
    outbox: createPostgresOutbox({ pool }),
    // A silent connection never confirms that it ended.
    close: () => Promise.race([pool.end(), delay(queryMilliseconds)]),
    async work() {
      for (;;) {
        const outcome = await attempt();
        if (outcome === 'nothing') return;
        await (outcome === 'later' ? delay(retryMilliseconds) : pause());
      }
    },
  };
}

/** Waits until only reports behind a kept-aside one still wait. */
async function untilRest() {
  for (;;) {
    try {
      const all = { limit: 100_000 };
      const aside = await reporter.list({ ...all, state: 'aside' });
      const blocked = new Set(aside.map(({ report }) => report?.id));
      const waiting = await reporter.list({ ...all, state: 'waiting' });
      if (waiting.every(({ report }) => blocked.has(report?.id))) return;
    } catch (error) {
      await handleFailure(error);
    }
    await delay(retryMilliseconds);
  }
}
