import { createAppointmentReporter } from '@sas-sos/appointments';
import { createPostgresOutbox, type PostgresConnection } from '@sas-sos/outbox-postgres';
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

describe('a claim whose answer is lost', () => {
  const lease = { limit: 10, leaseMilliseconds: 60_000 };
  const lost = { code: 'SAS_OUTBOX_UNAVAILABLE' };

  /**
   * Opens an outbox whose next claim, once `lose` is called, is carried out `when`; its
   * caller never knows.
   */
  async function openLosing() {
    const database = await openPools();
    const pool = database.createPool();
    const other = createPostgresOutbox({ pool: database.createPool() });
    await other.migrate();
    let carryOut: ((claim: () => Promise<unknown>) => Promise<unknown>) | undefined;
    const outbox = createPostgresOutbox({
      pool: {
        query: (text, values) => pool.query(text, values),
        async connect() {
          const client = await pool.connect();
          return {
            async query(text, values) {
              const isLost = carryOut && text.includes('AS is_releasable');
              if (!isLost) return client.query(text, values);
              await carryOut?.(() => pool.query(text, values));
              carryOut = undefined;
              throw new Error('Connection terminated unexpectedly');
            },
            on: client.on.bind(client),
            removeListener: client.removeListener.bind(client),
            release: client.release.bind(client),
          } as PostgresConnection;
        },
      },
    });
    for (const appointment of ['a', 'b']) {
      await outbox.append({ appointment, status: 'booked', follows: [], content: '{}' });
    }
    return {
      ...{ outbox, other },
      lose(when: typeof carryOut) {
        carryOut = when;
      },
      [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
    };
  }

  it('leaves its reports to the next claim, as if it had not been', async () => {
    await using store = await openLosing();
    store.lose((claim) => claim());
    await expect(store.outbox.claim(lease)).rejects.toMatchObject(lost);
    expect(await store.other.claim(lease)).toEqual([]);
    const claims = await store.outbox.claim({ ...lease, limit: 1 });
    expect(claims).toMatchObject([{ appointment: 'a', attempt: 1 }]);
    // Those of others, and what was claimed since, are not touched.
    expect(await store.other.claim(lease)).toMatchObject([{ appointment: 'b', attempt: 1 }]);
    expect(await store.outbox.claim(lease)).toEqual([]);
    expect(
      await store.outbox.settle(claims.map((claim) => ({ claim, outcome: 'delivered' }))),
    ).toEqual([true]);
  });

  it('leaves them also if the database carries it out later', async () => {
    await using store = await openLosing();
    let carryOut: (() => Promise<unknown>) | undefined;
    store.lose(async (claim) => {
      carryOut = claim;
    });
    await expect(store.outbox.claim(lease)).rejects.toMatchObject(lost);
    expect(await store.outbox.claim({ ...lease, limit: 1 })).toMatchObject([{ appointment: 'a' }]);
    await carryOut?.();
    expect(await store.other.claim(lease)).toEqual([]);
    const next = async () => (await store.outbox.claim(lease)).map(({ attempt }) => attempt);
    await expect.poll(next, { timeout: 5000, interval: 50 }).toEqual([1]);
  });
});
