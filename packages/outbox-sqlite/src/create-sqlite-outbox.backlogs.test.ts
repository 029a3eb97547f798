import type { Outbox } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { createSqliteOutbox } from './create-sqlite-outbox.js';
import { loadSqliteDriver } from './load-sqlite-driver.js';
import type { SqliteDatabase, SqliteStatement } from './sqlite-driver.js';
import { sqliteOutboxTables } from './sqlite-tables.js';

const { DatabaseSync } = await loadSqliteDriver();
const claiming = { limit: 64, leaseMilliseconds: 600_000 };
const entry = { status: 'booked', follows: ['booked'], content: '{}' };
const failure = { code: 'SAS_PLATFORM_UNAVAILABLE' } as const;
const reports = 2000;

/** Opens a database in memory, and counts the statements that run on it. */
function openCounting(prepare: (database: SqliteDatabase) => void) {
  const database = new DatabaseSync(':memory:');
  database.exec(sqliteOutboxTables);
  prepare(database);
  let statements = 0;
  const counting: SqliteDatabase = {
    isOpen: true,
    get isTransaction() {
      return database.isTransaction;
    },
    exec: (sql) => database.exec(sql),
    prepare(sql) {
      const statement = database.prepare(sql);
      const count =
        <Values extends readonly unknown[], Result>(run: (...values: Values) => Result) =>
        (...values: Values) => {
          statements += 1;
          return run(...values);
        };
      return {
        run: count((...values) => statement.run(...values)),
        get: count((...values) => statement.get(...values)),
        all: count((...values) => statement.all(...values)),
        iterate: count((...values) => statement.iterate(...values)),
      } satisfies SqliteStatement;
    },
    close: () => database.close(),
  };
  return {
    outbox: createSqliteOutbox(counting, { clock: { now: () => 0 } }),
    async countStatements(work: () => Promise<unknown>) {
      statements = 0;
      await work();
      return statements;
    },
  };
}

/** Claims everything that is due, and puts it off. */
async function putOff(outbox: Outbox): Promise<void> {
  for (;;) {
    const claims = await outbox.claim(claiming);
    if (claims.length === 0) return;
    await outbox.settle(
      claims.map((claim) => ({
        ...{ claim, outcome: 'retry', afterMilliseconds: 600_000, failure },
      })),
    );
  }
}

describe.each([
  { name: 'put off', appointment: 'n', state: "'waiting'" },
  {
    name: 'behind one kept aside',
    appointment: '0',
    state: "CASE n WHEN 0 THEN 'aside' ELSE 'waiting' END",
  },
  {
    name: 'kept aside, with one behind each',
    appointment: `n % ${reports / 2}`,
    state: `CASE WHEN n < ${reports / 2} THEN 'aside' ELSE 'waiting' END`,
  },
  { name: 'behind one that is put off', appointment: '0', state: "'waiting'" },
])('2,000 reports $name', ({ appointment, state }) => {
  it('are not read by a claim', async () => {
    const { outbox, countStatements } = openCounting((database) =>
      database.exec(
        `WITH RECURSIVE c (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < ${reports - 1})
         INSERT INTO outbox_report (appointment, is_first, status, content, state, stored_at)
         SELECT 'backlog-' || (${appointment}), 1, 'booked', '{}', ${state}, 0 FROM c`,
      ),
    );
    await putOff(outbox);
    expect((await outbox.count()).waiting).toBeGreaterThanOrEqual(reports / 2);
    // Nothing can be due: no look.
    expect(await countStatements(() => outbox.claim(claiming))).toBe(0);
    await outbox.append({ ...entry, appointment: 'new' });
    const count = await countStatements(async () => {
      expect(await outbox.claim(claiming)).toMatchObject([{ position: reports + 1 }]);
    });
    expect(count).toBe(2);
  });
});

describe('a change of unknown outcome', () => {
  it('has what is due read again', async () => {
    const database = new DatabaseSync(':memory:');
    database.exec(sqliteOutboxTables);
    let failures = 0;
    const outbox = createSqliteOutbox(
      {
        isOpen: true,
        get isTransaction() {
          return database.isTransaction;
        },
        exec(sql) {
          database.exec(sql);
          // Committed, but the answer is an error.
          if (sql === 'COMMIT' && failures > 0) {
            failures -= 1;
            throw new Error('disk I/O error');
          }
        },
        prepare: (sql) => database.prepare(sql),
        close: () => database.close(),
      },
      { clock: { now: () => 0 } },
    );
    await outbox.append({ ...entry, appointment: 'a' });
    failures = 1;
    await expect(outbox.append({ ...entry, appointment: 'b' })).rejects.toMatchObject({
      code: 'SAS_OUTBOX_UNAVAILABLE',
    });
    const claims = await outbox.claim(claiming);
    expect(claims).toMatchObject([{ position: 1 }, { position: 2 }]);
    await outbox.append({ ...entry, appointment: 'a' });
    failures = 1;
    await expect(
      outbox.settle(claims.map((claim) => ({ claim, outcome: 'delivered' }))),
    ).rejects.toMatchObject({ code: 'SAS_OUTBOX_UNAVAILABLE' });
    expect(await outbox.claim(claiming)).toMatchObject([{ position: 3 }]);
  });
});
