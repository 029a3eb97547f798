import type { Pool } from 'pg';
import {
  type SessionRow,
  type SessionTable,
  selectSessions,
  sessionColumns,
  toFoundSession,
  toSignOnValues,
} from './session-table.js';

export function createPostgresSessions(pool: Pool): SessionTable {
  return {
    async insert(record) {
      const { tokenHash, kind, accountId, csrf, createdAt, expiresAt } = record;
      const values = [tokenHash, kind, accountId, csrf, new Date(createdAt), new Date(expiresAt)];
      await pool.query(
        `INSERT INTO session (${sessionColumns})
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [...values, ...toSignOnValues(record)],
      );
    },
    async find(tokenHash) {
      const { rows } = await pool.query<SessionRow>({
        name: 'find-session',
        text: `${selectSessions} WHERE token_hash = $1`,
        values: [tokenHash],
      });
      return rows[0] && toFoundSession(rows[0]);
    },
    async confirm(record) {
      const { createdAt, expiresAt, tokenHash, accountId } = record;
      const times = [new Date(createdAt), new Date(expiresAt)];
      const { rowCount } = await pool.query(
        `UPDATE session SET created_at = $1, expires_at = $2, seal = $3, logout_hint = $4,
           subject_key = $5, provider_session_key = $6
         WHERE token_hash = $7 AND account_id = $8`,
        [...times, ...toSignOnValues(record), tokenHash, accountId],
      );
      return rowCount === 1;
    },
    async extend(tokenHash, expiresAt) {
      await pool.query('UPDATE session SET expires_at = $2 WHERE token_hash = $1', [
        tokenHash,
        new Date(expiresAt),
      ]);
    },
    async remove(tokenHash) {
      await pool.query('DELETE FROM session WHERE token_hash = $1', [tokenHash]);
    },
    async removeOfProvider(key) {
      await pool.query('DELETE FROM session WHERE subject_key = $1 OR provider_session_key = $1', [
        key,
      ]);
    },
    async removeExpired(now) {
      await pool.query('DELETE FROM session WHERE expires_at <= $1', [new Date(now)]);
    },
  };
}
