import type { Pool } from 'pg';
import { createAppendTogether } from './append-together.js';
import { type AuditTable, keptMilliseconds, type NewAuditEntry } from './audit-table.js';

interface Row {
  readonly position: string;
  readonly recorded_at: Date;
  readonly account_id: string | null;
  readonly record: string;
}

/** An audit whose records may still wait when its pool is about to end. */
export interface PostgresAudit extends AuditTable {
  /** Resolves once no record waits. */
  drain(): Promise<void>;
}

export function createPostgresAudit(pool: Pool): PostgresAudit {
  const { append, drain } = createAppendTogether<NewAuditEntry>(async (entries) => {
    await pool.query({
      name: 'append-audit',
      text: `INSERT INTO audit_event (recorded_at, account_id, record)
        SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[])`,
      values: [
        entries.map(({ recordedAt }) => new Date(recordedAt)),
        entries.map(({ accountId }) => accountId),
        entries.map(({ record }) => JSON.stringify(record)),
      ],
    });
  });
  return {
    append,
    drain,
    async list({ accountIds, from, to, before, limit }) {
      const { rows } = await pool.query<Row>(
        `SELECT position, recorded_at, account_id, record FROM audit_event
         WHERE ($1::text[] IS NULL OR account_id = ANY ($1))
           AND ($2::timestamptz IS NULL OR recorded_at >= $2)
           AND ($3::timestamptz IS NULL OR recorded_at < $3)
           AND ($4::bigint IS NULL OR position < $4)
         ORDER BY position DESC LIMIT $5`,
        [accountIds, toDate(from), toDate(to), before, limit],
      );
      return rows.map((row) => ({
        position: Number(row.position),
        recordedAt: row.recorded_at.getTime(),
        accountId: row.account_id,
        record: JSON.parse(row.record),
      }));
    },
    async removeOld(now) {
      await pool.query('DELETE FROM audit_event WHERE recorded_at < $1', [
        new Date(now - keptMilliseconds),
      ]);
    },
  };
}

const toDate = (epoch: number | null) => (epoch === null ? null : new Date(epoch));
