import { join } from 'node:path';
import { silentLogger } from '@sas-sos/core';
import { expect, inject, it } from 'vitest';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { openSqliteStore } from '../../examples/express/src/store/sqlite-store.js';
import type { Store } from '../../examples/express/src/store/store.js';
import { runRegulatorModel } from '../../packages/regulators/src/test-data/run-regulator-model.js';
import { createDatabase } from '../postgres/create-database.mjs';
import { createFolder } from './start-vendor.js';

const kindsOfStore = [
  {
    name: 'SQLite',
    async create() {
      const folder = createFolder();
      return {
        open: async () => openSqliteStore(join(folder.path, 'vendor.sqlite')),
        [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
      };
    },
  },
  {
    name: 'PostgreSQL',
    async create() {
      const database = await createDatabase(inject('postgresUrl'));
      return {
        open: () => openPostgresStore(database.url, { logger: silentLogger }),
        [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
      };
    },
  },
];

it.each(kindsOfStore)(
  'Three instances on $name keep the accounts of the model, over a thousand histories of serial and concurrent calls',
  async ({ create }) => {
    await using place = await create();
    const stores: Store[] = [];
    try {
      for (let count = 0; count < 3; count += 1) stores.push(await place.open());
      const answers = await runRegulatorModel({
        instances: stores.map((store) => store.createRegulatorAccounts()),
        runs: 1000,
        steps: 15,
        seed: 20261122,
      });
      const total = Object.values(answers).reduce((sum, count) => sum + count, 0);
      expect(total).toBeGreaterThan(5000);
      expect(Object.keys(answers)).toEqual(
        expect.arrayContaining([
          '200',
          '201',
          '409 SAS_REGULATOR_EMAIL_TAKEN',
          '409 SAS_REGULATOR_EXISTS',
          '422 SAS_REGULATOR_IDENTIFIER_TAKEN',
        ]),
      );
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  },
  120_000,
);
