import { SasError } from '@sas-sos/core';
import type { SqliteDriver } from './sqlite-driver.js';

/** First release of each line whose `node:sqlite` is no longer experimental. */
const firstReleases: Readonly<Record<number, number>> = { 24: 15, 25: 7 };

// A native module cannot be bundled: a bundler does not follow a variable, and leaves it to Node.
const packageName: string = '@photostructure/sqlite';

/** Code of Node's error where code runs in a `vm` context whose creator does not support `import()`. */
const withoutImport = 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG';

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
  requirePackage: () => unknown = requireByNode,
): Promise<SqliteDriver> {
  // A bundler would remove the prefix of an import of `node:sqlite`, and not find `sqlite`.
  const own = hasStableSqlite(nodeVersion) && process.getBuiltinModule('node:sqlite');
  if (own) return own as unknown as SqliteDriver;
  try {
    return (await importPackage()) as SqliteDriver;
  } catch (cause) {
    // jest has no import() in CommonJS. Node's own `require` knows nothing of jest's modules: the
    // package is loaded once for all test files, as a native module has to be.
    if ((cause as { readonly code?: unknown } | null)?.code === withoutImport)
      return tryRequire(requirePackage);
    throw new SasError('SAS_OUTBOX_DRIVER_MISSING', { cause });
  }
}

function tryRequire(requirePackage: () => unknown): SqliteDriver {
  try {
    return requirePackage() as SqliteDriver;
  } catch (cause) {
    throw new SasError('SAS_OUTBOX_DRIVER_MISSING', { cause });
  }
}

/** Loads the package with Node's `require`: from this file in CommonJS, else from the program's folder. */
function requireByNode(): unknown {
  const { createRequire } = process.getBuiltinModule('node:module');
  const from = typeof __filename === 'string' ? __filename : `${process.cwd()}/index.js`;
  return createRequire(from)(packageName);
}

function hasStableSqlite(nodeVersion: string): boolean {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  return major > 25 || minor >= (firstReleases[major] ?? Number.POSITIVE_INFINITY);
}
