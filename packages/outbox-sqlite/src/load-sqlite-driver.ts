import { SasError } from '@sas-sos/core';
import type { SqliteDriver } from './sqlite-driver.js';

/** First release of each line whose `node:sqlite` is no longer experimental. */
const firstReleases: Readonly<Record<number, number>> = { 24: 15, 25: 7 };

// A native module cannot be bundled: a bundler does not follow a variable, and leaves it to Node.
const packageName: string = '@photostructure/sqlite';

/**
 * Loads SQLite: Node's own from 24.15 on, the package `@photostructure/sqlite` before. Only the
 * version of Node decides, so that two installations of a version behave the same.
 *
 * @throws SasError `SAS_OUTBOX_DRIVER_MISSING` if the package is needed and cannot be loaded.
 * @see `docs/decisions/0007-sqlite-is-nodes-own-from-24-15.md`
 */
export async function loadSqliteDriver(
  nodeVersion = process.versions.node,
  importPackage: () => Promise<unknown> = () => import(/* webpackIgnore: true */ packageName),
): Promise<SqliteDriver> {
  // A bundler would remove the prefix of an import of `node:sqlite`, and not find `sqlite`.
  const own = hasStableSqlite(nodeVersion) && process.getBuiltinModule('node:sqlite');
  if (own) return own as unknown as SqliteDriver;
  try {
    return (await importPackage()) as SqliteDriver;
  } catch (cause) {
    throw new SasError('SAS_OUTBOX_DRIVER_MISSING', { cause });
  }
}

function hasStableSqlite(nodeVersion: string): boolean {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  return major > 25 || minor >= (firstReleases[major] ?? Number.POSITIVE_INFINITY);
}
