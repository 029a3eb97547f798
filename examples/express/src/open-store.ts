import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isSasError, type Logger } from '@sas-sos/core';
import type { Config } from './config.js';
import type { OpenOutbox } from './store/appointment-book.js';
import { openPostgresStore } from './store/postgres-store.js';
import { openSqliteStore } from './store/sqlite-store.js';
import type { Store } from './store/store.js';

/** The store cannot be opened; the message says which one and why. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/**
 * Opens PostgreSQL if it is configured, otherwise the SQLite file.
 *
 * @throws StoreError
 */
export async function openStore(config: Config, logger: Logger): Promise<Store> {
  const { databaseUrl, dataDir } = config;
  try {
    if (databaseUrl) return await openPostgresStore(databaseUrl, { logger });
    mkdirSync(dataDir, { recursive: true });
    return openSqliteStore(join(dataDir, 'vendor.sqlite'), { logger });
  } catch (cause) {
    const reason = reasonOf(cause);
    throw new StoreError(
      databaseUrl
        ? `The PostgreSQL of DATABASE_URL cannot be used: ${reason}.`
        : `The folder of DATA_DIR, ${dataDir}, cannot be used: ${reason}.`,
      { cause },
    );
  }
}

/**
 * Opens the outbox, in which reports of appointments wait.
 *
 * @throws StoreError when another process uses the folder, or the outbox cannot be opened.
 */
export async function openOutbox(
  store: Store,
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
): Promise<OpenOutbox> {
  try {
    return await store.openOutbox();
  } catch (cause) {
    if (!isSasError(cause)) throw cause;
    const place = databaseUrl
      ? 'The PostgreSQL of DATABASE_URL'
      : `The folder of DATA_DIR, ${dataDir},`;
    throw new StoreError(
      cause.code === 'SAS_OUTBOX_LOCKED'
        ? `${place} is in use by another process: stop it first, or take PostgreSQL for several instances.`
        : `${place} cannot keep the reports of appointments: ${cause.code}, ${reasonOf(cause.cause ?? cause)}.`,
      { cause },
    );
  }
}

// An AggregateError, for a host with several addresses, has no message of its own.
function reasonOf(error: unknown): string {
  const { message, code } = error as { readonly message?: string; readonly code?: string };
  return message || code || 'no reason was given';
}
