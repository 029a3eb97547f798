import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@sas-sos/core';
import type { Config } from './config.js';
import { openPostgresStore } from './store/postgres-store.js';
import { openSqliteStore } from './store/sqlite-store.js';
import type { Store } from './store/store.js';

/** The store cannot be opened; the message says which one and why. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/**
 * Opens PostgreSQL when there is one, else the SQLite file.
 *
 * @throws StoreError
 */
export async function openStore(config: Config, logger: Logger): Promise<Store> {
  const { databaseUrl, dataDir } = config;
  try {
    if (databaseUrl) return await openPostgresStore(databaseUrl, { logger });
    mkdirSync(dataDir, { recursive: true });
    return openSqliteStore(join(dataDir, 'vendor.sqlite'));
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

// An AggregateError, for a host with several addresses, has no message of its own.
function reasonOf(error: unknown): string {
  const { message, code } = error as { readonly message?: string; readonly code?: string };
  return message || code || 'no reason was given';
}
