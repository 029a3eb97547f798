import { createAppointmentReporter } from '@sas-sos/appointments';
import { createPostgresOutbox, type PostgresOutbox } from '@sas-sos/outbox-postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createHistory,
  readHistory,
} from '../../packages/appointments/src/test-data/appointment-histories.js';
import {
  type PlatformDouble,
  startPlatformDouble,
} from '../../packages/appointments/src/test-data/platform-double.js';
import {
  createReport,
  identifierSystem,
} from '../../packages/appointments/src/test-data/report-data.js';
import { createDatabase } from '../postgres/create-database.mjs';
import { type OwnPostgres, startOwnPostgres } from '../postgres/start-postgres.mjs';

const timeout = 30_000;
const impatient = { firstRetryMilliseconds: 5, longestRetryMilliseconds: 20, pollMilliseconds: 50 };

let postgres: OwnPostgres;
beforeAll(async () => {
  postgres = await startOwnPostgres({ isDurable: true });
});
afterAll(() => postgres[Symbol.asyncDispose]());

/** Creates a database and a pool on it. */
async function openDatabase(settings: pg.PoolConfig = {}) {
  const database = await createDatabase(postgres.url);
  const pool = new pg.Pool({ connectionString: database.url, ...settings });
  pool.on('error', () => {});
  return {
    pool,
    async [Symbol.asyncDispose]() {
      await pool.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

function createReporter(outbox: PostgresOutbox, platformUrl: string) {
  const reporter = createAppointmentReporter({
    ...{ outbox, platformUrl, identifierSystem, limits: impatient },
  });
  return { ...reporter, [Symbol.asyncDispose]: () => reporter.stop() };
}

const countWaiting = (outbox: PostgresOutbox) =>
  outbox.count().then(
    ({ waiting }) => waiting,
    () => -1,
  );

function expectComplete(platform: PlatformDouble, appointments: number, events: number): void {
  for (let index = 0; index < appointments; index += 1) {
    expect(readHistory(platform.states.get(`a${index}`))).toEqual(
      Array.from({ length: events }, (_, event) => event),
    );
    expect(platform.resources.get(`a${index}`)).toBe(1);
  }
}

describe('a database that is down', () => {
  it('at the start: reports are refused with a code, and everything works once it is up', async () => {
    await using platform = await startPlatformDouble();
    await using database = await openDatabase();
    const outbox = createPostgresOutbox({ pool: database.pool });
    await outbox.migrate();
    await using earlier = createReporter(outbox, platform.url);
    for (let index = 0; index < 10; index += 1) {
      for (const report of createHistory(`a${index}`, 2)) await earlier.report(report);
    }
    await postgres.stop('fast');
    const pool = new pg.Pool(database.pool.options);
    pool.on('error', () => {});
    const late = createPostgresOutbox({ pool });
    {
      await using reporter = createReporter(late, platform.url);
      reporter.start();
      const unavailable = { code: 'SAS_OUTBOX_UNAVAILABLE' };
      await expect(reporter.report(createReport())).rejects.toMatchObject(unavailable);
      await expect(reporter.status()).rejects.toMatchObject(unavailable);
      await expect(late.migrate()).rejects.toMatchObject(unavailable);
      await postgres.start();
      await expect.poll(() => countWaiting(late), { timeout }).toBe(0);
      await reporter.report(createReport());
      await expect.poll(() => countWaiting(late), { timeout }).toBe(0);
    }
    await pool.end();
    expectComplete(platform, 10, 2);
    expect(platform.resources.get(createReport().id)).toBe(1);
  });

  it.each([{ name: 'fast' }, { name: 'immediate' }] as const)(
    'during a run, stopped $name: stored reports arrive once and in order',
    async ({ name }) => {
      await using platform = await startPlatformDouble((_, count) =>
        count % 10 === 0 ? 'cut-after' : 'none',
      );
      await using database = await openDatabase();
      const outbox = createPostgresOutbox({ pool: database.pool });
      await outbox.migrate();
      await using reporter = createReporter(outbox, platform.url);
      reporter.start();
      const codes = new Set<string>();
      async function insist(report: ReturnType<typeof createReport>): Promise<void> {
        for (;;) {
          try {
            await reporter.report(report);
            return;
          } catch (error) {
            codes.add((error as { code: string }).code);
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        }
      }
      let setDown = () => {};
      const isDown = new Promise<void>((resolve) => {
        setDown = resolve;
      });
      // The last reports come when it is down, however fast the others were.
      const reporting = Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const reports = createHistory(`a${index}`, 5);
          for (const report of reports.slice(0, -1)) await insist(report);
          await isDown;
          for (const report of reports.slice(-1)) await insist(report);
        }),
      );
      await expect
        .poll(() => platform.requests.length, { timeout, interval: 1 })
        .toBeGreaterThan(20);
      await postgres.stop(name);
      setDown();
      await expect.poll(() => codes.size, { timeout }).toBeGreaterThan(0);
      await postgres.start();
      await reporting;
      await expect.poll(() => countWaiting(outbox), { timeout }).toBe(0);
      expect([...codes]).toEqual(['SAS_OUTBOX_UNAVAILABLE']);
      expectComplete(platform, 40, 5);
    },
  );

  it('during the migration: fails with a code, and can be migrated afterwards', async () => {
    await using database = await openDatabase();
    const outbox = createPostgresOutbox({ pool: database.pool });
    const holder = await database.pool.connect();
    holder.on('error', () => {});
    await holder.query("SELECT pg_advisory_lock(hashtextextended('sas-sos.outbox-migration', 0))");
    const migrated = expect(outbox.migrate()).rejects.toMatchObject({
      code: 'SAS_OUTBOX_UNAVAILABLE',
    });
    const waiting =
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    await expect.poll(async () => (await holder.query(waiting)).rowCount, { timeout }).toBe(1);
    await postgres.stop('immediate');
    await migrated;
    holder.release(true);
    await postgres.start();
    await outbox.migrate();
    expect(await outbox.count()).toMatchObject({ waiting: 0 });
  });
});

describe("the database's clock", () => {
  /** Puts clocks that tests can set before PostgreSQL's own in the search path. */
  async function openClock() {
    const database = await openDatabase({ options: '-c search_path=chaos,pg_catalog,public' });
    await database.pool.query(`
      CREATE SCHEMA chaos;
      CREATE TABLE chaos.clock (ahead interval NOT NULL);
      INSERT INTO chaos.clock VALUES ('0');
      CREATE FUNCTION chaos.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
        AS 'SELECT pg_catalog.clock_timestamp() + ahead FROM chaos.clock';
      CREATE FUNCTION chaos.now() RETURNS timestamptz LANGUAGE sql STABLE
        AS 'SELECT pg_catalog.now() + ahead FROM chaos.clock';`);
    const outbox = createPostgresOutbox({ pool: database.pool });
    await outbox.migrate();
    return {
      outbox,
      set: (ahead: string) => database.pool.query('UPDATE chaos.clock SET ahead = $1', [ahead]),
      [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
    };
  }

  it('jumps back by two hours: pending reports are sent at once, in order', async () => {
    let isDown = true;
    await using platform = await startPlatformDouble(() => (isDown ? { status: 503 } : 'none'));
    await using clock = await openClock();
    await using reporter = createReporter(clock.outbox, platform.url);
    reporter.start();
    for (let index = 0; index < 20; index += 1) {
      const [first] = createHistory(`a${index}`, 2);
      if (first) await reporter.report(first);
    }
    await expect.poll(() => platform.requests.length, { timeout }).toBeGreaterThan(5);
    await clock.set('-2 hours');
    for (let index = 0; index < 20; index += 1) {
      const [, second] = createHistory(`a${index}`, 2);
      if (second) await reporter.report(second);
    }
    isDown = false;
    await expect.poll(() => countWaiting(clock.outbox), { timeout }).toBe(0);
    expectComplete(platform, 20, 2);
  });

  it('jumps back by half an hour: claimed reports keep waiting, all others are sent', async () => {
    await using platform = await startPlatformDouble((_, count) =>
      count === 1 ? { status: 503, acts: true } : 'none',
    );
    await using clock = await openClock();
    const [claimed] = createHistory('a0', 1);
    const outbox = clock.outbox;
    await using reporter = createReporter(outbox, platform.url);
    if (claimed) await reporter.report(claimed);
    // An instance that claims the report, then dies.
    expect(await outbox.claim({ limit: 1, leaseMilliseconds: 100 })).toHaveLength(1);
    await clock.set('-30 minutes');
    reporter.start();
    for (let index = 1; index < 20; index += 1) {
      for (const report of createHistory(`a${index}`, 3)) await reporter.report(report);
    }
    await expect.poll(() => countWaiting(outbox), { timeout }).toBe(1);
    expect(platform.resources.has('a0')).toBe(false);
    await clock.set('0');
    await expect.poll(() => countWaiting(outbox), { timeout }).toBe(0);
    expect(platform.resources.get('a0')).toBe(1);
    for (let index = 1; index < 20; index += 1) {
      expect(readHistory(platform.states.get(`a${index}`))).toEqual([0, 1, 2]);
    }
  });
});
