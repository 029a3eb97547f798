import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { type AuditTable, keptMilliseconds } from './audit-table.js';

interface Row {
  readonly position: number;
  readonly recorded_at: number;
  readonly account_id: string | null;
  readonly record: string;
}

export function createSqliteAudit(database: DatabaseSyncInstance): AuditTable {
  const insertOne = database.prepare(
    'INSERT INTO audit_event (recorded_at, account_id, record) VALUES (?, ?, ?)',
  );
  const removeBefore = database.prepare('DELETE FROM audit_event WHERE recorded_at < ?');
  const listSome = database.prepare(
    `SELECT * FROM audit_event
     WHERE (?1 IS NULL OR account_id IN (SELECT value FROM json_each(?1)))
       AND recorded_at >= ?2 AND recorded_at < ?3 AND position < ?4
     ORDER BY position DESC LIMIT ?5`,
  );

  return {
    async append({ recordedAt, accountId, record }) {
      insertOne.run(recordedAt, accountId, JSON.stringify(record));
    },
    async list({ accountIds, from, to, before, limit }) {
      const accounts = accountIds && JSON.stringify(accountIds);
      const last = Number.MAX_SAFE_INTEGER;
      const rows: Row[] = listSome.all(accounts, from ?? 0, to ?? last, before ?? last, limit);
      return rows.map((row) => ({
        position: row.position,
        recordedAt: row.recorded_at,
        accountId: row.account_id,
        record: JSON.parse(row.record),
      }));
    },
    async removeOld(now) {
      removeBefore.run(now - keptMilliseconds);
    },
  };
}
