import { createAppointmentReporter } from '@sas-sos/appointments';
import { createPostgresOutbox } from '@sas-sos/outbox-postgres';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { startPlatformDouble } from '../../packages/appointments/src/test-data/platform-double.js';
import {
  createReport,
  identifierSystem,
} from '../../packages/appointments/src/test-data/report-data.js';
import { openPools } from './test-data/open-pools.js';

const timeout = 30_000;
const limits = { firstRetryMilliseconds: 5, longestRetryMilliseconds: 20, pollMilliseconds: 50 };

const asText = (text: string) => text;

describe('a pool of one connection', () => {
  it('reports, delivers and decides without waiting for itself', async () => {
    await using platform = await startPlatformDouble();
    await using database = await openPools();
    const pool = database.createPool({ max: 1 });
    const outbox = createPostgresOutbox({ pool });
    await outbox.migrate();
    const reporter = createAppointmentReporter({
      ...{ outbox, platformUrl: platform.url, identifierSystem, limits },
    });
    reporter.start();
    await reporter.report(createReport({ id: 'a' }));
    await expect.poll(() => platform.states.has('a'), { timeout }).toBe(true);
    // In the vendor's transaction, on the only connection.
    const client = await pool.connect();
    await client.query('BEGIN');
    await reporter.report(createReport({ id: 'b' }), { transaction: client });
    await client.query('COMMIT');
    client.release();
    await expect.poll(() => platform.states.has('b'), { timeout }).toBe(true);
    await reporter.stop();
    expect(await outbox.count()).toMatchObject({ waiting: 0 });
  });
});

describe('type parsers of a pool', () => {
  it.each([
    { name: 'JSON and float8 as texts', parse: asText, types: [114, 3802, 701] },
    { name: 'everything but texts as texts', parse: asText, types: undefined },
    { name: 'integers as bigint', parse: BigInt, types: [20, 23] },
  ])('do not matter: $name', async ({ parse, types }) => {
    await using platform = await startPlatformDouble((_, count) =>
      count === 2 ? { status: 422, acts: false } : 'none',
    );
    await using database = await openPools();
    const pool = database.createPool({
      types: {
        getTypeParser: ((oid: number, format?: 'text') =>
          (types ? types.includes(oid) : oid !== 25)
            ? parse
            : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
      },
    });
    const outbox = createPostgresOutbox({ pool });
    await outbox.migrate();
    await outbox.migrate();
    const reporter = createAppointmentReporter({
      ...{ outbox, platformUrl: platform.url, identifierSystem, limits },
    });
    await reporter.report(createReport({ id: 'a' }));
    reporter.start();
    const states = async () => (await reporter.list({})).map(({ state }) => state);
    await expect.poll(states, { timeout }).toEqual(['delivered']);
    expect(await reporter.list({})).toMatchObject([{ position: 1, attempts: 1, traces: [] }]);
    expect(await reporter.status()).toMatchObject({ waiting: 0, oldestWaitingMilliseconds: 0 });
    await reporter.report(createReport({ id: 'b' }));
    await expect.poll(states, { timeout }).toEqual(['delivered', 'aside']);
    expect(await reporter.list({ state: 'aside' })).toMatchObject([{ failure: { status: 422 } }]);
    await reporter.resend(2, { by: 'x', reason: 'y' });
    await expect.poll(states, { timeout }).toEqual(['delivered', 'delivered']);
    expect(await reporter.list({})).toMatchObject([
      { position: 1, traces: [] },
      { position: 2, traces: [{ action: 'resend', by: 'x', reason: 'y' }] },
    ]);
    await reporter.stop();
  });
});
