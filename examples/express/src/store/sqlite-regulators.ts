import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Clock, RegulatorAccountChange, RegulatorAccounts } from '@sas-sos/core';
import { toRegulatorEvent } from './regulator-event.js';
import {
  type AccountRow,
  accountColumns,
  toAccountValues,
  toRegulatorAccount,
} from './regulator-row.js';

const foundColumns = accountColumns.map((column) => `account.${column}`).join(', ');
const findBy = (column: string, parameter: string) =>
  `SELECT ${foundColumns} FROM json_each(${parameter}) AS wanted
   CROSS JOIN regulator_account AS account ON account.${column} = wanted.value`;

/**
 * One statement, with an index for each condition. An account that meets several comes as often.
 *
 * Not `IN (SELECT …)`, each of which fills a temporary table: the memory of four of them, taken and
 * given back at each call, costs up to a hundred times what the search does.
 */
export const sqliteFindRegulators = [
  findBy('id', '?1'),
  findBy('national_id', '?2'),
  findBy('technical_id', '?2'),
  findBy('email_key', '?3'),
].join(' UNION ALL ');

// SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY.
const uniqueViolations: readonly unknown[] = [2067, 1555];

/** SQLITE_BUSY, another program is writing: the SDK retries, and others can run meanwhile. */
const isBusy = (errcode: unknown) => typeof errcode === 'number' && (errcode & 0xff) === 5;

/**
 * Creates the SDK's port over the vendor's SQLite file. SQLite allows one write transaction at a
 * time and answers on the calling thread: nothing can interleave, and there is nothing to cancel.
 */
export function createSqliteRegulatorAccounts(
  database: DatabaseSyncInstance,
  { clock }: { readonly clock: Clock },
): RegulatorAccounts {
  const findAccounts = database.prepare(sqliteFindRegulators);
  const insertAccount = database.prepare(
    `INSERT INTO regulator_account (${accountColumns.join(', ')}, search_text, created_at, updated_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)`,
  );
  const updateAccount = database.prepare(
    `UPDATE regulator_account SET version = ?2, national_id = ?3, technical_id = ?4, active = ?5,
       email = ?6, email_key = ?7, family_name = ?8, given_name = ?9, details = ?10,
       search_text = ?11, updated_at = ?12
     WHERE id = ?1 AND version = ?13`,
  );
  const insertEvent = database.prepare(
    'INSERT INTO regulator_event (account_id, occurred_at, kind, changes) VALUES (?, ?, ?, ?)',
  );
  const endSessions = database.prepare('DELETE FROM session WHERE account_id = ?');

  /** Writes a change and its event; returns `false` if the account has another version. */
  function write(change: RegulatorAccountChange, now: number): boolean {
    const { before, after } = change;
    const values = toAccountValues(after);
    if (!before) insertAccount.run(...values, now);
    else if (updateAccount.run(...values, now, before.version).changes === 0) return false;
    const { occurredAt, kind, changes } = toRegulatorEvent(change, now);
    insertEvent.run(after.id, occurredAt, kind, JSON.stringify(changes));
    if (!after.active) endSessions.run(after.id);
    return true;
  }

  return {
    async find({ ids = [], identifiers = [], emailKeys = [], signal }) {
      signal.throwIfAborted();
      const rows: AccountRow[] = findAccounts.all(
        JSON.stringify(ids),
        JSON.stringify(identifiers),
        JSON.stringify(emailKeys),
      );
      const found = new Map(rows.map((row) => [row.id, row]));
      return [...found.values()].map(toRegulatorAccount);
    },

    async save(changes, { signal }) {
      signal.throwIfAborted();
      const now = clock.now();
      try {
        database.exec('BEGIN IMMEDIATE');
        const isWritten = changes.every((change) => write(change, now));
        database.exec(isWritten ? 'COMMIT' : 'ROLLBACK');
        return isWritten ? 'saved' : 'stale';
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        const { errcode } = error as { readonly errcode?: unknown };
        if (uniqueViolations.includes(errcode) || isBusy(errcode)) return 'stale';
        throw error;
      }
    },
  };
}
