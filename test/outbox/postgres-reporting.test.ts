import { readFile } from 'node:fs/promises';
import { createAppointmentReporter } from '@sas-sos/appointments';
import {
  createPostgresOutbox,
  type PostgresOutbox,
  postgresOutboxSql,
  postgresOutboxUpgradeSql,
} from '@sas-sos/outbox-postgres';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import {
  createHistory,
  readHistory,
} from '../../packages/appointments/src/test-data/appointment-histories.js';
import {
  type Fault,
  startPlatformDouble,
} from '../../packages/appointments/src/test-data/platform-double.js';
import {
  createReport,
  identifierSystem,
} from '../../packages/appointments/src/test-data/report-data.js';
import { createDatabase } from '../postgres/create-database.mjs';
import { interceptPool } from './test-data/intercept-pool.js';

const timeout = 30_000;
const impatient = { firstRetryMilliseconds: 5, longestRetryMilliseconds: 20, pollMilliseconds: 50 };
/** Never polls during a test: deliveries must come from notifications. */
const patient = { ...impatient, pollMilliseconds: 3_600_000 };

/** Creates a database, and pools on it. */
async function openDatabase({ migrated = true } = {}) {
  const database = await createDatabase(inject('postgresUrl'));
  const pools: pg.Pool[] = [];
  function createPool(): pg.Pool {
    const pool = new pg.Pool({ connectionString: database.url, max: 5 });
    pool.on('error', () => {});
    pools.push(pool);
    return pool;
  }
  const pool = createPool();
  if (migrated) await createPostgresOutbox({ pool }).migrate();
  return {
    ...{ url: database.url, pool, createPool },
    async [Symbol.asyncDispose]() {
      await Promise.all(pools.map((pool) => pool.end()));
      await database[Symbol.asyncDispose]();
    },
  };
}

function createReporter(outbox: PostgresOutbox, platformUrl: string, limits: object = impatient) {
  const reporter = createAppointmentReporter({ outbox, platformUrl, identifierSystem, limits });
  return { ...reporter, [Symbol.asyncDispose]: () => reporter.stop() };
}

describe('the tables', () => {
  it('are created once by several instances, and then not changed', async () => {
    await using database = await openDatabase({ migrated: false });
    const outboxes = [1, 2, 3].map(() => createPostgresOutbox({ pool: database.createPool() }));
    await Promise.all(outboxes.map((outbox) => outbox.migrate()));
    await outboxes[0]?.migrate();
    const { rows } = await database.pool.query('SELECT version FROM sas_outbox_version');
    expect(rows).toEqual([{ version: 2 }]);
  });

  it('are the published ones', async () => {
    const published = new URL('../../docs/reference/outbox.sql', import.meta.url);
    expect(await readFile(published, 'utf8')).toBe(postgresOutboxSql);
    const upgrade = new URL('../../docs/reference/outbox-1-to-2.sql', import.meta.url);
    expect(await readFile(upgrade, 'utf8')).toBe(postgresOutboxUpgradeSql);
    await using database = await openDatabase({ migrated: false });
    await database.pool.query(postgresOutboxSql);
    const outbox = createPostgresOutbox({ pool: database.pool });
    await outbox.migrate();
    expect(await outbox.count()).toMatchObject({ waiting: 0 });
  });

  it('have their own error code when they are missing, or of a later version', async () => {
    await using database = await openDatabase({ migrated: false });
    const outbox = createPostgresOutbox({ pool: database.pool });
    await expect(outbox.count()).rejects.toMatchObject({ code: 'SAS_OUTBOX_SCHEMA' });
    await outbox.migrate();
    await database.pool.query('UPDATE sas_outbox_version SET version = 99');
    await expect(outbox.migrate()).rejects.toMatchObject({ code: 'SAS_OUTBOX_SCHEMA' });
  });
});

describe('an unreachable database', () => {
  it('is reported with a code, and nothing is stored', async () => {
    const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    const reporter = createReporter(createPostgresOutbox({ pool }), 'http://127.0.0.1:1/fhir');
    await expect(reporter.report(createReport())).rejects.toMatchObject({
      code: 'SAS_OUTBOX_UNAVAILABLE',
    });
    await pool.end();
  });

  it('comes back, and delivery continues', async () => {
    await using platform = await startPlatformDouble();
    await using database = await openDatabase();
    const outbox = createPostgresOutbox({ pool: database.createPool() });
    await using reporter = createReporter(outbox, platform.url);
    reporter.start();
    const histories = Array.from({ length: 30 }, (_, index) => createHistory(`a${index}`, 3));
    for (const [index, history] of histories.entries()) {
      for (const report of history) {
        // Reports whose storage is uncertain are reported again, as a vendor would do.
        while (!(await reporter.report(report).catch(() => undefined)));
      }
      if (index % 10 !== 5) continue;
      await database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
    }
    await expect
      .poll(
        () =>
          outbox.count().then(
            ({ waiting }) => waiting,
            () => -1,
          ),
        { timeout },
      )
      .toBe(0);
    for (const { id } of histories.map(([first]) => first ?? createReport())) {
      expect(readHistory(platform.states.get(id))).toEqual([0, 1, 2]);
      expect(platform.resources.get(id)).toBe(1);
    }
  });
});

describe('two instances on one outbox', () => {
  it('deliver every appointment in order, and create it once', async () => {
    const faults: readonly Fault[] = ['cut-after', { status: 503, acts: true }, { status: 429 }];
    await using platform = await startPlatformDouble((_, count) =>
      count % 5 === 0 ? (faults[(count / 5) % faults.length] ?? 'none') : 'none',
    );
    await using database = await openDatabase();
    const [first, second] = [1, 2].map(() =>
      createPostgresOutbox({ pool: database.createPool() }),
    ) as [PostgresOutbox, PostgresOutbox];
    await using one = createReporter(first, platform.url);
    await using other = createReporter(second, platform.url);
    one.start();
    other.start();
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        for (const [event, report] of createHistory(`a${index}`, (index % 5) + 1).entries()) {
          await (event % 2 === 0 ? one : other).report(report);
        }
      }),
    );
    await expect.poll(async () => (await first.count()).waiting, { timeout }).toBe(0);
    for (let index = 0; index < 60; index += 1) {
      expect(readHistory(platform.states.get(`a${index}`))).toEqual(
        Array.from({ length: (index % 5) + 1 }, (_, event) => event),
      );
      expect(platform.resources.get(`a${index}`)).toBe(1);
    }
  });

  it("notify each other of stored reports, in a vendor's transaction or not", async () => {
    await using platform = await startPlatformDouble();
    await using database = await openDatabase();
    const delivering = createPostgresOutbox({ pool: database.createPool() });
    await using other = createReporter(delivering, platform.url, patient);
    other.start();
    // It listens once its first claim is done and it has its own connection.
    await expect
      .poll(
        async () =>
          (
            await database.pool.query(
              `SELECT FROM pg_stat_activity
               WHERE datname = current_database() AND query = 'LISTEN sas_outbox' AND state = 'idle'`,
            )
          ).rowCount,
        { timeout },
      )
      .toBe(1);
    const reporter = createReporter(createPostgresOutbox({ pool: database.pool }), platform.url);
    await reporter.report(createReport({ id: 'alone' }));
    await expect.poll(() => platform.states.has('alone'), { timeout }).toBe(true);

    const client = await database.pool.connect();
    await client.query('BEGIN');
    await reporter.report(createReport({ id: 'together' }), { transaction: client });
    await client.query('COMMIT');
    await client.query('BEGIN');
    await reporter.report(createReport({ id: 'never' }), { transaction: client });
    await client.query('ROLLBACK');
    client.release();
    await expect.poll(() => platform.states.has('together'), { timeout }).toBe(true);
    expect(platform.states.has('never')).toBe(false);
    expect(await reporter.list({ appointment: 'never' })).toEqual([]);
  });
});

describe('a great many delivered reports', () => {
  it('are not read by the statements that run for every report', async () => {
    await using database = await openDatabase();
    await database.pool.query(
      `INSERT INTO sas_outbox_report (appointment, is_first, status, content, state, changed_at)
       SELECT 'old-' || n, true, 'booked', '{}', 'delivered', clock_timestamp()
       FROM generate_series(1, 50000) n`,
    );
    await database.pool.query('VACUUM ANALYZE sas_outbox_report');
    const plans: string[] = [];
    const explaining = createPostgresOutbox({
      pool: interceptPool(async (text, values) => {
        const { rows } = await database.pool.query(`EXPLAIN ${text}`, values);
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
        return { rows: [{ position: '1' }], rowCount: 0 };
      }),
    });
    await explaining.append({ appointment: 'a', status: 'b', follows: [], content: '{}' });
    await explaining.claim({ limit: 16, leaseMilliseconds: 1000 });
    await explaining.settle([{ claim: { position: 1, token: 1 }, outcome: 'delivered' }]);
    await explaining.count();
    await explaining.find({ appointment: 'a', limit: 10 });
    await explaining.find({ state: 'aside', limit: 10 });
    await explaining.amend(1, { action: 'drop', by: 'x', reason: 'y' });
    await explaining.purge({ olderThanMilliseconds: 86_400_000 });
    expect(plans.length).toBeGreaterThanOrEqual(8);
    for (const plan of plans) expect(plan).not.toContain('Seq Scan on sas_outbox_report');
  });
});

describe('a great many waiting reports', () => {
  it('are not read by each claim and settlement, even if statistics say that nothing waits', async () => {
    await using database = await openDatabase();
    const insert = (state: string) =>
      database.pool.query(
        `INSERT INTO sas_outbox_report (appointment, is_first, status, content, state, changed_at)
         SELECT $1 || n % 1000, true, 'booked', '{}', $1, clock_timestamp()
         FROM generate_series(1, 3000) n`,
        [state],
      );
    await insert('delivered');
    await database.pool.query('VACUUM ANALYZE sas_outbox_report');
    await insert('waiting');
    const read: number[] = [];
    const explaining = createPostgresOutbox({
      pool: interceptPool(async (text, values) => {
        const explained = `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`;
        const { rows } = await database.pool.query(explained, values);
        read.push(countRows(rows[0]['QUERY PLAN'][0].Plan));
        return { rows: [], rowCount: 0 };
      }),
    });
    await explaining.claim({ limit: 16, leaseMilliseconds: 1000 });
    await explaining.settle([{ claim: { position: 3001, token: 1 }, outcome: 'delivered' }]);
    expect(read).toHaveLength(2);
    expect(Math.max(...read)).toBeLessThan(500);
  });
});

interface PlanNode {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Counts the rows that all nodes of a plan processed. */
function countRows(node: PlanNode): number {
  const perLoop =
    node['Actual Rows'] +
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Join Filter'] ?? 0);
  return (node.Plans ?? []).reduce(
    (sum, child) => sum + countRows(child),
    perLoop * node['Actual Loops'],
  );
}
