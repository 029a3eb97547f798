import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, isSasError, type Outbox, SasError, systemClock } from '@sas-sos/core';
import { createSqliteOutbox } from './create-sqlite-outbox.js';
import { loadSqliteDriver } from './load-sqlite-driver.js';
import type { SqliteDatabase } from './sqlite-driver.js';
import { sqliteOutboxTables, sqliteOutboxVersion } from './sqlite-tables.js';

/** Which file, and how it is opened. */
export interface SqliteOutboxOptions {
  /** Path of the file, on a local disk; it is created when it is not there. */
  readonly file: string;
  /**
   * How long to wait for a process that has the file open to end, in milliseconds.
   *
   * @defaultValue 5000
   */
  readonly waitMilliseconds?: number | undefined;
  /** @defaultValue the machine's own */
  readonly clock?: Clock | undefined;
}

/** An {@link Outbox} in a file, which one process has open. */
export interface SqliteOutbox extends Outbox {
  /** Closes the file, and leaves it to others. */
  close(): Promise<void>;
}

const retryMilliseconds = 50;

/**
 * Opens an outbox in a SQLite file: for one process, which has it to itself. Every change is flushed
 * to the disk before its call resolves. The file is locked by the operating system, which releases it
 * when the process ends, however it ends; `<file>.holder` says who has it.
 *
 * @throws SasError `SAS_OUTBOX_LOCKED` when another has it; `SAS_OUTBOX_SCHEMA` when a later version
 *   of this package wrote it; `SAS_OUTBOX_UNAVAILABLE` when it cannot be opened or written, or is no
 *   database; `SAS_OUTBOX_DRIVER_MISSING` on a Node before 24.15 without `@photostructure/sqlite`;
 *   `SAS_OPTION_INVALID`
 * @example
 * ```ts
 * const outbox = await openSqliteOutbox({ file: '/var/lib/agenda/outbox.sqlite' });
 * ```
 */
export async function openSqliteOutbox(options: SqliteOutboxOptions): Promise<SqliteOutbox> {
  const { file, waitMilliseconds = 5000, clock = systemClock } = options;
  // SQLite would make a temporary database of an empty name, or of this one.
  if (typeof file !== 'string' || file === '' || file === ':memory:') {
    throw SasError.ofOption('file', 'give the path of a file.');
  }
  if (!(waitMilliseconds >= 0 && waitMilliseconds <= 600_000)) {
    throw SasError.ofOption('waitMilliseconds', 'give a number from 0 to 600000.');
  }
  const holderFile = `${file}.holder`;
  try {
    const { DatabaseSync } = await loadSqliteDriver();
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
    // For people to read: the lock is not there.
    await writeFile(holderFile, JSON.stringify(holder)).catch(() => {});
    return {
      ...createSqliteOutbox(database, { clock }),
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

/** Locks the file for as long as it is open, and sees to its tables. */
function prepareFile(database: SqliteDatabase): void {
  // The lock comes with the first transaction, and stays. In this mode WAL needs no shared memory.
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
 * `@photostructure/sqlite` keeps a file open, and locked, until the last statement on it is collected
 * as garbage: so the lock is released before. It goes with the first access after WAL was left.
 */
function closeAndUnlock(database: SqliteDatabase): void {
  try {
    database.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL;');
    database.exec('SELECT count(*) FROM sqlite_schema');
  } catch {
    // What cannot be left in order is found again as it is.
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
