import { readFile } from 'node:fs/promises';
import { createPostgresOutbox, postgresOutboxUpgradeSql } from '@sas-sos/outbox-postgres';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { openPools } from './test-data/open-pools.js';
import { oldAppend, oldClaim, oldSettle } from './test-data/version-1-statements.js';

const options = { limit: 10, leaseMilliseconds: 600_000 };

/** Creates the tables of version 1. */
async function createOldTables(pool: pg.Pool): Promise<void> {
  const file = new URL('./test-data/outbox-version-1.sql', import.meta.url);
  await pool.query(await readFile(file, 'utf8'));
}

/** An instance of the version before. */
function createOldInstance(pool: pg.Pool) {
  return {
    append: (appointment: string) =>
      pool.query(oldAppend, [appointment, 'booked', ['booked'], '{}']),
    async claim(limit = 10): Promise<{ position: number; token: number; appointment: string }[]> {
      const { rows } = await pool.query(oldClaim, [limit, 600_000]);
      return rows
        .map((row) => ({ ...row, position: Number(row.position), token: Number(row.token) }))
        .sort((a, b) => a.position - b.position);
    },
    settle: (claims: readonly { position: number; token: number }[], outcome: string) =>
      pool.query(oldSettle, [
        JSON.stringify(
          claims.map(({ position, token }) => ({
            ...{ position, token, outcome, delay: outcome === 'retry' ? 300_000 : 0 },
            failure: outcome === 'delivered' ? undefined : { code: 'SAS_PLATFORM_UNAVAILABLE' },
          })),
        ),
      ]),
  };
}

/** Stores reports in every state, as version 1 does: see the expected positions. */
async function storeInEveryState(pool: pg.Pool): Promise<void> {
  const old = createOldInstance(pool);
  for (const appointment of ['aside', 'off', 'done', 'claimed', 'dropped', 'waiting']) {
    for (let count = 0; count < 3; count += 1) await old.append(appointment);
  }
  const claims = await old.claim();
  const of = (...appointments: string[]) =>
    claims.filter(({ appointment }) => appointments.includes(appointment));
  await old.settle(of('aside', 'dropped'), 'aside');
  await old.settle(of('off'), 'retry');
  await old.settle(of('done'), 'delivered');
  await old.settle(of('waiting'), 'release');
  await pool.query(
    "UPDATE sas_outbox_report SET state = 'dropped' WHERE appointment = 'dropped' AND state = 'aside'",
  );
}

describe.each([
  {
    name: 'migrate',
    upgrade: (pool: pg.Pool) => createPostgresOutbox({ pool }).migrate(),
  },
  {
    name: 'the published script',
    async upgrade(pool: pg.Pool) {
      await pool.query(postgresOutboxUpgradeSql);
    },
  },
])('tables of version 1, with reports in every state, by $name', ({ upgrade }) => {
  it('keep every report, and their order', async () => {
    await using database = await openPools();
    const { pool } = database;
    await createOldTables(pool);
    await storeInEveryState(pool);
    const read = async () =>
      (
        await pool.query(
          `SELECT position, appointment, state, attempts, token, content, due_at, failure
           FROM sas_outbox_report ORDER BY position`,
        )
      ).rows;
    const before = await read();
    expect(new Set(before.map(({ state }) => state))).toEqual(
      new Set(['waiting', 'aside', 'delivered', 'dropped']),
    );
    await upgrade(pool);
    expect(await read()).toEqual(before);
    const outbox = createPostgresOutbox({ pool });
    await outbox.migrate();

    // Kept aside: 1 to 3; put off: 4 to 6; claimed: 10 to 12.
    const delivered: number[] = [];
    for (;;) {
      const claims = await outbox.claim(options);
      if (claims.length === 0) break;
      delivered.push(...claims.map(({ position }) => position));
      await outbox.settle(claims.map((claim) => ({ claim, outcome: 'delivered' })));
    }
    expect(delivered).toEqual([8, 14, 16, 9, 15, 17, 18]);
    await outbox.amend(1, { action: 'resend', by: 'x', reason: 'y' });
    await pool.query('UPDATE sas_outbox_report SET due_at = now() WHERE position IN (4, 10)');
    const later: number[] = [];
    for (;;) {
      const claims = await outbox.claim(options);
      if (claims.length === 0) break;
      later.push(...claims.map(({ position }) => position));
      await outbox.settle(claims.map((claim) => ({ claim, outcome: 'delivered' })));
    }
    expect(later).toEqual([1, 4, 10, 2, 5, 11, 3, 6, 12]);
  });
});

describe('an instance of the version before', () => {
  it('keeps delivering in order while the tables are migrated, and beside later instances', async () => {
    await using database = await openPools();
    const { pool } = database;
    await createOldTables(pool);
    const old = createOldInstance(database.createPool());
    const outbox = createPostgresOutbox({ pool: database.createPool() });
    const appointments = 10;
    const reports = 300;
    const delivered = new Map<string, number[]>();
    let isMigrated = false;
    let stored = 0;
    let left = reports;
    const record = (claims: readonly { position: number; appointment: string }[]) => {
      for (const { position, appointment } of claims) {
        left -= 1;
        delivered.set(appointment, [...(delivered.get(appointment) ?? []), position]);
      }
    };
    /** Lets the reports behind others pile up, so that some are marked. */
    const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 4));

    async function storeAll() {
      for (; stored < reports; stored += 1) {
        const appointment = `a${stored % appointments}`;
        if (isMigrated && stored % 2 === 0) {
          await outbox.append({
            appointment,
            status: 'booked',
            follows: ['booked'],
            content: '{}',
          });
        } else await old.append(appointment);
        if (stored === 60) void outbox.migrate().then(() => (isMigrated = true));
      }
    }
    async function deliverOld() {
      while (left > 0) {
        const claims = await old.claim(3);
        record(claims);
        await pause();
        await old.settle(claims, 'delivered');
      }
    }
    async function deliverNew() {
      while (left > 0) {
        await pause();
        if (!isMigrated) continue;
        const claims = await outbox.claim({ ...options, limit: 3 });
        const [first, ...others] = claims;
        record(others);
        if (first) {
          const failure = { code: 'SAS_PLATFORM_UNAVAILABLE' } as const;
          const held = { claim: first, outcome: 'retry', afterMilliseconds: 3, failure } as const;
          await outbox.settle([held]);
        }
        await outbox.settle(others.map((claim) => ({ claim, outcome: 'delivered' })));
      }
    }
    await Promise.all([storeAll(), deliverOld(), deliverOld(), deliverNew(), deliverNew()]);
    expect(isMigrated).toBe(true);
    expect(await outbox.count()).toMatchObject({ waiting: 0, aside: 0 });
    expect(delivered.size).toBe(appointments);
    for (const positions of delivered.values()) {
      expect(positions).toHaveLength(reports / appointments);
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    }
  });
});
