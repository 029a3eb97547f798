import { createPostgresOutbox } from '@sas-sos/outbox-postgres';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { interceptPool } from './test-data/intercept-pool.js';
import { openPools } from './test-data/open-pools.js';

const options = { limit: 64, leaseMilliseconds: 600_000 };
const entry = { status: 'booked', follows: ['booked'], content: '{}' };

/** Backlogs in which nothing can be claimed: appointment, state and due time of report `n`. */
const backlogs = [
  { name: 'backed off', appointment: 'n', state: "'waiting'", isPutOff: 'true' },
  {
    name: 'behind one kept aside',
    appointment: '0',
    state: "CASE n WHEN 0 THEN 'aside' ELSE 'waiting' END",
    isPutOff: 'false',
  },
  {
    name: 'kept aside, with one behind each',
    appointment: 'n % 2500',
    state: "CASE WHEN n < 2500 THEN 'aside' ELSE 'waiting' END",
    isPutOff: 'false',
  },
  {
    name: 'behind one that is backed off',
    ...{ appointment: '0', state: "'waiting'", isPutOff: 'n = 0' },
  },
  {
    name: 'claimed by others, with one behind each',
    appointment: 'n % 2500',
    state: "'waiting'",
    isPutOff: 'n < 2500',
  },
];

async function fill(pool: pg.Pool, { appointment, state, isPutOff }: (typeof backlogs)[number]) {
  await pool.query(
    `INSERT INTO sas_outbox_report (appointment, is_first, status, content, state, due_at, failure)
     SELECT 'backlog-' || ${appointment}, true, 'booked', '{}', ${state},
       now() + CASE WHEN ${isPutOff} THEN interval '5 minutes' ELSE interval '0' END,
       CASE WHEN ${isPutOff} THEN '{}'::jsonb END
     FROM generate_series(0, 4999) n`,
  );
}

/** Counts the rows that the plans of all statements of a claim go through. */
async function countRowsOfClaim(pool: pg.Pool): Promise<number> {
  let rows = 0;
  const explaining = createPostgresOutbox({
    pool: interceptPool(async (text, values) => {
      const explained = await pool.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);
      rows += countRows(explained.rows[0]['QUERY PLAN'][0].Plan);
      return { rows: [], rowCount: 0 };
    }),
  });
  await explaining.claim(options);
  return rows;
}

interface PlanNode {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

function countRows(node: PlanNode): number {
  const perLoop = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
  return (node.Plans ?? []).reduce(
    (sum, child) => sum + countRows(child),
    perLoop * node['Actual Loops'],
  );
}

describe.each(backlogs)('5,000 reports $name', (backlog) => {
  it.each([
    { statistics: 'that say so', isAnalyzed: true },
    { statistics: 'that say that the table is empty', isAnalyzed: false },
  ])('are not read by a claim, with statistics $statistics', async ({ isAnalyzed }) => {
    await using database = await openPools();
    const { pool } = database;
    const outbox = createPostgresOutbox({ pool });
    await outbox.migrate();
    await pool.query('VACUUM ANALYZE sas_outbox_report');
    await pool.query('ALTER TABLE sas_outbox_report SET (autovacuum_enabled = false)');
    await fill(pool, backlog);
    // The first looks mark what cannot be claimed.
    expect(await outbox.claim(options)).toEqual([]);
    expect((await outbox.count()).waiting).toBeGreaterThanOrEqual(2500);
    if (isAnalyzed) await pool.query('VACUUM ANALYZE sas_outbox_report');
    expect(await countRowsOfClaim(pool)).toBeLessThan(50);

    const stored = await outbox.append({ ...entry, appointment: 'new' });
    expect(await countRowsOfClaim(pool)).toBeLessThan(100);
    // Explaining it claimed it.
    const { rows } = await pool.query('SELECT position FROM sas_outbox_report WHERE attempts = 1');
    expect(rows).toMatchObject([{ position: String('position' in stored && stored.position) }]);
  });
});

describe('what is held back', () => {
  it('is released by the next claim when an instance dies before it could', async () => {
    await using database = await openPools();
    const { pool } = database;
    const outbox = createPostgresOutbox({ pool });
    await outbox.migrate();
    for (let count = 0; count < 3; count += 1) await outbox.append({ ...entry, appointment: 'a' });
    const [first] = await outbox.claim(options);
    if (!first) throw new Error('nothing was claimed');
    await outbox.settle([{ claim: first, outcome: 'aside', failure: { code: 'SAS_INTERNAL' } }]);
    expect(await outbox.claim(options)).toEqual([]);
    const { rows } = await pool.query(
      'SELECT behind, holds FROM sas_outbox_report ORDER BY position',
    );
    expect(rows.map(({ behind, holds }) => [behind, holds])).toEqual([
      [false, true],
      [true, false],
      [true, false],
    ]);
    const dying = createPostgresOutbox({
      pool: interceptPool((text, values) =>
        text.includes('finished AS') ? Promise.reject(new Error('dead')) : pool.query(text, values),
      ),
    });
    expect(await dying.amend(1, { action: 'drop', by: 'x', reason: 'y' })).toBe(true);
    for (const position of [2, 3]) {
      const claims = await outbox.claim(options);
      expect(claims).toMatchObject([{ position }]);
      const settling = position === 2 ? dying : outbox;
      await settling.settle(claims.map((claim) => ({ claim, outcome: 'delivered' })));
    }
    await pool.query("UPDATE sas_outbox_report SET changed_at = changed_at - interval '1 day'");
    expect(await outbox.purge({ olderThanMilliseconds: 1000 })).toBe(3);
  });

  it('is released once an hour when somebody deleted what held it back', async () => {
    await using database = await openPools();
    const { pool } = database;
    const outbox = createPostgresOutbox({ pool });
    await outbox.migrate();
    for (let count = 0; count < 3; count += 1) await outbox.append({ ...entry, appointment: 'a' });
    const [first] = await outbox.claim(options);
    if (!first) throw new Error('nothing was claimed');
    await outbox.settle([{ claim: first, outcome: 'aside', failure: { code: 'SAS_INTERNAL' } }]);
    expect(await outbox.claim(options)).toEqual([]);
    await pool.query('DELETE FROM sas_outbox_report WHERE position = 1');
    expect(await outbox.claim(options)).toEqual([]);
    // The purge of the housekeeping.
    await outbox.purge({ olderThanMilliseconds: 1000 });
    for (const position of [2, 3]) {
      const claims = await outbox.claim(options);
      expect(claims).toMatchObject([{ position }]);
      await outbox.settle(claims.map((claim) => ({ claim, outcome: 'delivered' })));
    }
  });

  it('does not hide what is due after it', async () => {
    await using database = await openPools();
    const { pool } = database;
    const outbox = createPostgresOutbox({ pool });
    await outbox.migrate();
    await fill(pool, backlogs[1] as (typeof backlogs)[number]);
    const stored = await outbox.append({ ...entry, appointment: 'new' });
    expect(await outbox.claim({ ...options, limit: 1 })).toMatchObject([
      { position: 'position' in stored && stored.position },
    ]);
  });
});
