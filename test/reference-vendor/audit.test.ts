import { join } from 'node:path';
import { silentLogger } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { toSessionRecord } from '../../examples/express/src/audit/audit-record.js';
import { createAudit } from '../../examples/express/src/audit/create-audit.js';
import { keptDays } from '../../examples/express/src/store/audit-table.js';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { openSqliteStore } from '../../examples/express/src/store/sqlite-store.js';
import type { Store } from '../../examples/express/src/store/store.js';
import { testStores } from './test-stores.js';

const day = 86_400_000;
const observer = 'agenda.example';
const record = (recordedAt: number) =>
  toSessionRecord('login', { kind: 'staff' }, { recordedAt, observer });

const stores = [
  {
    name: 'SQLite',
    open: (environment: Readonly<Record<string, string>>) =>
      Promise.resolve(openSqliteStore(join(environment['DATA_DIR'] ?? '', 'vendor.sqlite'))),
  },
  {
    name: 'PostgreSQL',
    open: (environment: Readonly<Record<string, string>>) =>
      openPostgresStore(environment['DATABASE_URL'] ?? '', { logger: silentLogger }),
  },
];

describe.each(stores)('The audit on $name', ({ name, open }) => {
  async function use(
    work: (store: Store, query: (sql: string) => Promise<unknown>) => Promise<void>,
  ) {
    const { create } = testStores.find((each) => each.name === name) ?? {};
    if (!create) throw new Error(`${name} is not a store of the tests`);
    await using files = await create();
    const store = await open(files.environment);
    try {
      await work(store, (sql) => files.query(sql));
    } finally {
      await store.close();
    }
  }

  it('lists by person, day and position, keeps each for its time, and changes none', async () => {
    await use(async (store, query) => {
      const now = Date.now();
      const at = [now - (keptDays + 2) * day, now - 2 * day, now - day, now];
      for (const [index, recordedAt] of at.entries()) {
        const accountId = index % 2 === 0 ? null : `account-${index}`;
        await store.audit.append({ recordedAt, accountId, record: record(recordedAt) });
      }
      const list = async (part: object = {}) => {
        const all = { accountIds: null, from: null, to: null, before: null, limit: 10 };
        const entries = await store.audit.list({ ...all, ...part });
        return entries.map(({ recordedAt }) => at.indexOf(recordedAt));
      };
      expect(await list()).toEqual([3, 2, 1, 0]);
      expect(await list({ limit: 2 })).toEqual([3, 2]);
      expect(await list({ accountIds: ['account-1', 'account-3'] })).toEqual([3, 1]);
      expect(await list({ accountIds: [] })).toEqual([]);
      expect(await list({ from: at[1], to: at[3] })).toEqual([2, 1]);
      const [latest] = await store.audit.list({
        ...{ accountIds: null, from: null, to: null, before: null, limit: 1 },
      });
      expect(latest).toMatchObject({ accountId: 'account-3', record: record(at[3] ?? 0) });
      expect(await list({ before: latest?.position })).toEqual([2, 1, 0]);

      // The database refuses, whoever asks.
      await expect(query("UPDATE audit_event SET account_id = 'other'")).rejects.toThrow(
        /never changed/,
      );
      await expect(query('DELETE FROM audit_event')).rejects.toThrow(/kept for 365 days/);
      await store.audit.removeOld(now);
      expect(await list()).toEqual([3, 2, 1]);
    });
  });

  it('removes what is old by itself, once a day', async () => {
    await use(async (store) => {
      const long = Date.now() - (keptDays + 30) * day;
      await store.audit.append({ recordedAt: long, accountId: null, record: record(long) });
      const clock = { now: () => Date.now() };
      const audit = createAudit({ table: store.audit, observer, clock, logger: silentLogger });
      await audit.recordSession('login', { kind: 'staff' });
      const all = { accountIds: null, from: null, to: null, before: null, limit: 10 };
      expect(await store.audit.list(all)).toHaveLength(1);
    });
  });
});
