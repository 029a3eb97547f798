import { describe, expect, it } from 'vitest';
import { loadSqliteDriver } from './load-sqlite-driver.js';

const fromPackage = { DatabaseSync: class {} };
const missing = () => Promise.reject(new Error("Cannot find package '@photostructure/sqlite'"));
const own = process.getBuiltinModule('node:sqlite');

describe('loadSqliteDriver', () => {
  it.each(['20.19.0', '22.23.3', '23.11.0', '24.0.0', '24.14.1', '25.6.1'])(
    "uses the package on Node %s, where Node's own is missing or experimental",
    async (version) => {
      expect(await loadSqliteDriver(version, async () => fromPackage)).toBe(fromPackage);
    },
  );

  it.each(['24.15.0', '24.21.0', '25.7.0', '26.0.0', '30.1.2'])(
    "uses Node's own on Node %s, or the package where Node was built without SQLite",
    async (version) => {
      const driver = await loadSqliteDriver(version, own ? missing : async () => fromPackage);
      expect(driver).toBe(own ?? fromPackage);
    },
  );

  describe('where import() does not exist, as under jest in CommonJS', () => {
    const withoutImport = () =>
      Promise.reject(
        Object.assign(new TypeError('A dynamic import callback was invoked without …'), {
          code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG',
        }),
      );

    it('requires the package', async () => {
      const driver = loadSqliteDriver('22.23.3', withoutImport, () => fromPackage);
      expect(await driver).toBe(fromPackage);
    });

    it('fails with a code if it is not installed', async () => {
      const requirePackage = () => {
        throw new Error("Cannot find module '@photostructure/sqlite'");
      };
      await expect(
        loadSqliteDriver('22.23.3', withoutImport, requirePackage),
      ).rejects.toMatchObject({
        code: 'SAS_OUTBOX_DRIVER_MISSING',
        cause: { message: expect.stringContaining('Cannot find module') },
      });
    });
  });

  it('fails with a code if the package is needed and not installed', async () => {
    await expect(loadSqliteDriver('22.23.3', missing)).rejects.toMatchObject({
      code: 'SAS_OUTBOX_DRIVER_MISSING',
      message: expect.stringContaining('npm install @photostructure/sqlite'),
      cause: { message: expect.stringContaining('Cannot find package') },
    });
  });

  it('fails with a code whatever the import rejects with', async () => {
    await expect(loadSqliteDriver('22.23.3', () => Promise.reject(null))).rejects.toMatchObject({
      code: 'SAS_OUTBOX_DRIVER_MISSING',
      cause: null,
    });
  });
});
