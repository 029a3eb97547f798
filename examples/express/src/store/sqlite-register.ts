import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Clock } from '@sas-sos/core';
import { type RegulatorEventRow, toStoredEvent } from './regulator-event.js';
import type { RegulatorRegister } from './regulator-register.js';
import { type RegulatorRow, toStoredRegulator } from './regulator-row.js';

const listed = `FROM regulator_account
  WHERE (?1 IS NULL OR active = ?1)
    AND NOT EXISTS (SELECT 1 FROM json_each(?2) WHERE instr(search_text, value) = 0)`;

/** Creates the vendor's own view of regulators, in SQLite. */
export function createSqliteRegister(
  database: DatabaseSyncInstance,
  { clock }: { readonly clock: Clock },
): RegulatorRegister {
  const countListed = database.prepare(`SELECT count(*) AS total ${listed}`);
  const listPage = database.prepare(
    `SELECT * ${listed} ORDER BY search_text, id LIMIT ?3 OFFSET ?4`,
  );
  const findOne = database.prepare('SELECT * FROM regulator_account WHERE id = ?');
  const findMany = database.prepare(
    'SELECT * FROM regulator_account WHERE id IN (SELECT value FROM json_each(?))',
  );
  const eventsOf = database.prepare(
    'SELECT * FROM regulator_event WHERE account_id = ? ORDER BY id DESC LIMIT ?',
  );
  const recordTerms = database.prepare(
    `UPDATE regulator_account SET terms_version = ?2, terms_accepted_at = ?3
     WHERE id = ?1 AND terms_version IS NOT ?2`,
  );
  const insertEvent = database.prepare(
    "INSERT INTO regulator_event (account_id, occurred_at, kind, changes) VALUES (?, ?, 'terms-accepted', ?)",
  );

  return {
    async list({ words, active, offset, limit }) {
      const values = [active === null ? null : Number(active), JSON.stringify(words)];
      const rows: RegulatorRow[] = listPage.all(...values, limit, offset);
      return {
        total: countListed.get(...values).total as number,
        regulators: rows.map(toStoredRegulator),
      };
    },

    async find(id) {
      const row: RegulatorRow | undefined = findOne.get(id);
      return row && toStoredRegulator(row);
    },

    async findAll(ids) {
      const rows: RegulatorRow[] = findMany.all(JSON.stringify(ids));
      return new Map(rows.map((row) => [row.id, toStoredRegulator(row)]));
    },

    async listEvents(id, limit) {
      const rows: RegulatorEventRow[] = eventsOf.all(id, limit);
      return rows.map(toStoredEvent);
    },

    async acceptTerms(id, version) {
      const now = clock.now();
      database.exec('BEGIN IMMEDIATE');
      try {
        if (recordTerms.run(id, version, now).changes > 0) {
          insertEvent.run(id, now, JSON.stringify([{ field: 'termsVersion', after: version }]));
        }
        database.exec('COMMIT');
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
  };
}
