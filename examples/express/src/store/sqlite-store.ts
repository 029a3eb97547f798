import { dirname, join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { type Clock, type Logger, silentLogger, systemClock } from '@sas-sos/core';
import { openSqliteOutbox, type SqliteOutbox } from '@sas-sos/outbox-sqlite';
import { keepBooked } from './keep-booked.js';
import { createPrivateFile, warnOfOpenFile } from './private-file.js';
import { createSqliteAgenda } from './sqlite-agenda.js';
import { createSqliteAudit } from './sqlite-audit.js';
import {
  findSqlitePlace,
  readSqliteAssociations,
  writeSqliteDirectory,
} from './sqlite-directory.js';
import { createSqliteRegister } from './sqlite-register.js';
import { createSqliteRegulatorAccounts } from './sqlite-regulators.js';
import { createSqliteReporting } from './sqlite-reporting.js';
import { createSqliteSessions } from './sqlite-sessions.js';
import { sqliteSlotIndexes, sqliteTables } from './sqlite-tables.js';
import type { AgendaReplacement, ImportRecord, SlotRecord, Store } from './store.js';
import { type StoredSlotRow, toStoredSlot } from './stored-slot-row.js';

/** How long to wait, before serving, for another process that imports into the same file. */
const importLockMilliseconds = 60_000;

/** How long to wait for another program that writes: SQLite blocks the serving thread. */
const lockMilliseconds = 500;

/**
 * Opens the embedded store: one SQLite file, for one instance.
 *
 * @throws Error when the file cannot be opened, or is not a database.
 */
export function openSqliteStore(
  file: string,
  options: {
    readonly clock?: Clock;
    readonly logger?: Logger;
    /** Opens the outbox. @defaultValue `outbox.sqlite` in the same folder */
    readonly openOutbox?: () => Promise<SqliteOutbox>;
  } = {},
): Store {
  const { clock = systemClock, logger = silentLogger } = options;
  const openOutbox =
    options.openOutbox ??
    (() => openSqliteOutbox({ file: join(dirname(file), 'outbox.sqlite'), clock, logger }));
  createPrivateFile(file);
  const database = new DatabaseSync(file, { timeout: importLockMilliseconds });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  warnOfOpenFile(file, logger);
  createTables(database);
  database.exec(`PRAGMA busy_timeout = ${lockMilliseconds}`);

  const alive = database.prepare('SELECT 1');
  const idSystem = database.prepare('SELECT id_system FROM agenda_import');
  const freeCounts = database.prepare(
    `SELECT place_id, count(*) AS free FROM slot
     WHERE status = 'free' AND starts_at BETWEEN ? AND ? GROUP BY place_id`,
  );
  const slotsOfPlace = database.prepare(
    'SELECT * FROM slot WHERE place_id = ? AND starts_at >= ? AND starts_at < ? ORDER BY starts_at, id',
  );
  const oneSlot = database.prepare('SELECT * FROM slot WHERE id = ? AND place_id = ?');

  return {
    createAgenda: (options) => createSqliteAgenda(database, options),

    createRegulatorAccounts: () => createSqliteRegulatorAccounts(database, { clock }),

    regulators: createSqliteRegister(database, { clock }),

    sessions: createSqliteSessions(database),

    audit: createSqliteAudit(database),

    async openOutbox() {
      return createSqliteReporting(database, { outbox: await openOutbox(), clock, logger });
    },

    async readDirectory() {
      return {
        idSystem: idSystem.get().id_system as string,
        associations: readSqliteAssociations(database),
      };
    },

    async findPlace(placeId) {
      return findSqlitePlace(database, placeId);
    },

    async countFreeSlots(from, to) {
      const rows: { place_id: string; free: number }[] = freeCounts.all(from, to);
      return new Map(rows.map((row) => [row.place_id, row.free]));
    },

    async listSlots(placeId, from, to) {
      const rows: StoredSlotRow[] = slotsOfPlace.all(placeId, from, to);
      return rows.map(toStoredSlot);
    },

    async findSlot(placeId, slotId) {
      const row: StoredSlotRow | undefined = oneSlot.get(slotId, placeId);
      return row && toStoredSlot(row);
    },

    replaceAgenda: (replacement) => replaceAgenda(database, replacement),

    async check() {
      alive.get();
    },

    async close() {
      database.close();
    },
  };
}

function createTables(database: DatabaseSyncInstance): void {
  database.exec(`BEGIN IMMEDIATE; ${sqliteTables} ${sqliteSlotIndexes}`);
  // Added in a later version: SQLite has no ADD COLUMN IF NOT EXISTS.
  for (const [table, column] of [
    ['appointment', 'consultation'],
    ['place', 'coordinates'],
  ]) {
    const columns: { name: string }[] = database.prepare(`PRAGMA table_info(${table})`).all();
    if (!columns.some(({ name }) => name === column)) {
      database.exec(`ALTER TABLE ${table} ADD COLUMN ${column} TEXT`);
    }
  }
  database.exec('COMMIT');
}

async function replaceAgenda(
  database: DatabaseSyncInstance,
  { isCurrent, fill }: AgendaReplacement,
): Promise<boolean> {
  database.exec(`PRAGMA busy_timeout = ${importLockMilliseconds}; BEGIN IMMEDIATE`);
  try {
    const last: ImportRecord | undefined = database
      .prepare('SELECT fingerprint, counted_from AS "countedFrom" FROM agenda_import')
      .get();
    if (isCurrent(last)) {
      database.exec('ROLLBACK');
      return false;
    }
    // The indexes are rebuilt once, at the end.
    database.exec(`
      DROP INDEX slot_free; DROP INDEX slot_by_place;
      DELETE FROM slot; DELETE FROM place; DELETE FROM association; DELETE FROM agenda_import;
    `);
    const insertSlot = database.prepare('INSERT INTO slot VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    let idSystem = '';
    const record = await fill({
      async writeDirectory(directory) {
        idSystem = directory.idSystem;
        writeSqliteDirectory(database, directory);
      },
      async writeSlots(slots) {
        for (const slot of slots) insertSlot.run(...toValues(slot));
      },
    });
    database.exec(keepBooked);
    database
      .prepare('INSERT INTO agenda_import VALUES (?, ?, ?)')
      .run(record.fingerprint, record.countedFrom, idSystem);
    database.exec(`${sqliteSlotIndexes} ANALYZE slot; COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`);
    return true;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${lockMilliseconds}`);
  }
}

function toValues(slot: SlotRecord): readonly (string | number | null)[] {
  return [
    slot.id,
    slot.placeId,
    slot.startsAt,
    slot.endsAt,
    slot.audience,
    slot.consultation,
    slot.booking,
    slot.reasons,
    slot.status,
  ];
}
