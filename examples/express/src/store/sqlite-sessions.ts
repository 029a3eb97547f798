import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import {
  type SessionRow,
  type SessionTable,
  selectSessions,
  toFoundSession,
  toSignOnValues,
} from './session-table.js';

export function createSqliteSessions(database: DatabaseSyncInstance): SessionTable {
  const insertOne = database.prepare('INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const findOne = database.prepare(`${selectSessions} WHERE token_hash = ?`);
  const confirmOne = database.prepare(
    `UPDATE session SET created_at = ?, expires_at = ?, seal = ?, logout_hint = ?,
       subject_key = ?, provider_session_key = ?
     WHERE token_hash = ? AND account_id = ?`,
  );
  const extendOne = database.prepare('UPDATE session SET expires_at = ?2 WHERE token_hash = ?1');
  const removeOne = database.prepare('DELETE FROM session WHERE token_hash = ?');
  const removeSignedOn = database.prepare(
    'DELETE FROM session WHERE subject_key = ?1 OR provider_session_key = ?1',
  );
  const removeOld = database.prepare('DELETE FROM session WHERE expires_at <= ?');

  return {
    async insert(record) {
      const { tokenHash, kind, accountId, csrf, createdAt, expiresAt } = record;
      const values = [tokenHash, kind, accountId, csrf, createdAt, expiresAt];
      insertOne.run(...values, ...toSignOnValues(record));
    },
    async find(tokenHash) {
      const row: SessionRow | undefined = findOne.get(tokenHash);
      return row && toFoundSession(row);
    },
    async confirm(record) {
      const { createdAt, expiresAt, tokenHash, accountId } = record;
      const values = [createdAt, expiresAt, ...toSignOnValues(record), tokenHash, accountId];
      return Number(confirmOne.run(...values).changes) === 1;
    },
    async extend(tokenHash, expiresAt) {
      extendOne.run(tokenHash, expiresAt);
    },
    async remove(tokenHash) {
      removeOne.run(tokenHash);
    },
    async removeOfProvider(key) {
      removeSignedOn.run(key);
    },
    async removeExpired(now) {
      removeOld.run(now);
    },
  };
}
