import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Clock,
  isSasError,
  type Logger,
  type Outbox,
  SasError,
  systemClock,
} from '@sas-sos/core';
import { readLogger } from '@sas-sos/fhir-http';
import { createSqliteOutbox } from './create-sqlite-outbox.js';
import { watchFiles } from './file-watch.js';
import { loadSqliteDriver } from './load-sqlite-driver.js';
import { createPrivateFile, warnOfOpenFiles } from './private-files.js';
import type { SqliteDatabase } from './sqlite-driver.js';
import { sqliteOutboxTables, sqliteOutboxVersion } from './sqlite-tables.js';

/** Options of {@link openSqliteOutbox}. */
export interface SqliteOutboxOptions {
  /** Path of the file, on a local disk; it is created if it is missing. */
  readonly file: string;
  /**
   * How long to wait for another process that has the file open, in milliseconds.
   *
   * @defaultValue 5000
   */
  readonly waitMilliseconds?: number | undefined;
  /** @defaultValue the system clock */
  readonly clock?: Clock | undefined;
  /**
   * Receives a warning when other users of the machine may open the file.
   *
   * @defaultValue logs nothing
   */
  readonly logger?: Logger | undefined;
}

/** An {@link Outbox} in a file that only one process has open. */
export interface SqliteOutbox extends Outbox {
  /** Closes the file, and releases its lock. */
  close(): Promise<void>;
}

const retryMilliseconds = 50;

/**
 * Opens an outbox in a SQLite file, for exclusive use by one process. Every change is flushed to
 * the disk before its call resolves. The operating system locks the file, and releases the lock
 * when the process ends, even by a crash; `<file>.holder` names the process. A new file is for its
 * owner alone (mode 0600). Once the file was removed or replaced, calls fail with
 * `SAS_OUTBOX_UNAVAILABLE`, except that what is waiting is still delivered.
 *
 * @throws SasError `SAS_OUTBOX_LOCKED` when another process has it open; `SAS_OUTBOX_SCHEMA` when a
 *   later version of this package wrote it; `SAS_OUTBOX_UNAVAILABLE` when it cannot be opened or
 *   written, or is not a database; `SAS_OUTBOX_DRIVER_MISSING` on a Node before 24.15 without
 *   `@photostructure/sqlite`; `SAS_OPTION_INVALID`
 * @example
 * ```ts
 * const outbox = await openSqliteOutbox({ file: '/var/lib/agenda/outbox.sqlite' });
 * ```
 */
export async function openSqliteOutbox(options: SqliteOutboxOptions): Promise<SqliteOutbox> {
  const { file, waitMilliseconds = 5000, clock = systemClock } = options;
  const logger = readLogger(options.logger);
  // SQLite would open a temporary database for these names.
  if (typeof file !== 'string' || file === '' || file === ':memory:') {
    throw SasError.ofOption('file', 'give the path of a file.');
  }
  if (!(waitMilliseconds >= 0 && waitMilliseconds <= 600_000)) {
    throw SasError.ofOption('waitMilliseconds', 'give a number from 0 to 600000.');
  }
  const holderFile = `${file}.holder`;
  try {
    const { DatabaseSync } = await loadSqliteDriver();
    await createPrivateFile(file);
    const database = await openExclusively(
      () => new DatabaseSync(file, { timeout: 0 }),
      holderFile,
      waitMilliseconds,
    );
    const holder = {
      pid: process.pid,
      host: hostname(),
      since: new Date(clock.now()).toISOString(),
    };
    // Only for people to read: this is not the lock.
    await writeFile(holderFile, JSON.stringify(holder), { mode: 0o600 }).catch(() => {});
    await warnOfOpenFiles(file, logger);
    return {
      ...createSqliteOutbox(database, { clock, checkFiles: watchFiles(file) }),
      async close() {
        if (!database.isOpen) return;
        await rm(holderFile, { force: true }).catch(() => {});
        closeAndUnlock(database);
      },
    };
  } catch (cause) {
    throw isSasError(cause) ? cause : new SasError('SAS_OUTBOX_UNAVAILABLE', { cause });
  }
}

async function openExclusively(
  open: () => SqliteDatabase,
  holderFile: string,
  waitMilliseconds: number,
): Promise<SqliteDatabase> {
  for (let waited = 0; ; waited += retryMilliseconds) {
    const database = open();
    try {
      prepareFile(database);
      return database;
    } catch (error) {
      closeAndUnlock(database);
      if (!isBusy(error)) throw error;
      if (waited >= waitMilliseconds) throw await createLockedError(holderFile, error);
    }
    await delay(retryMilliseconds);
  }
}

/** Locks the file for as long as it is open, and creates or checks its tables. */
function prepareFile(database: SqliteDatabase): void {
  // The first transaction takes the lock and keeps it. In this mode WAL needs no shared memory.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;');
  database.exec(
    'PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;',
  );
  database.exec('BEGIN IMMEDIATE');
  try {
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as {
      readonly user_version: number;
    };
    if (version > sqliteOutboxVersion) throw new SasError('SAS_OUTBOX_SCHEMA');
    if (version === 0) database.exec(sqliteOutboxTables);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/**
 * `@photostructure/sqlite` keeps a file open, and locked, until its last statement is garbage
 * collected: so the lock is released first. That happens at the first access after leaving WAL.
 */
function closeAndUnlock(database: SqliteDatabase): void {
  try {
    database.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL;');
    database.exec('SELECT count(*) FROM sqlite_schema');
  } catch {
    // A file that cannot be cleaned up is recovered at the next open.
  }
  database.close();
}

// SQLITE_BUSY and SQLITE_LOCKED, with any extended code.
function isBusy(error: unknown): boolean {
  const code = (error as { readonly errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' && [5, 6].includes(code & 0xff);
}

async function createLockedError(holderFile: string, error: unknown): Promise<SasError> {
  const text = await readFile(holderFile, 'utf8').catch(() => '');
  const reason = new Error(`held by ${text.slice(0, 500) || 'an unknown process'}`, {
    cause: error,
  });
  return new SasError('SAS_OUTBOX_LOCKED', { cause: reason });
}
