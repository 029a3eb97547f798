import { silentLogger } from '@sas-sos/core';
import { describeRegulatorAccounts } from '@sas-sos/testing';
import { describe, inject, it } from 'vitest';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { createDatabase } from '../postgres/create-database.mjs';

describeRegulatorAccounts({
  name: 'The regulator accounts in PostgreSQL',
  runner: { describe, it },
  async create(fixtureAccounts) {
    const database = await createDatabase(inject('postgresUrl'));
    const open = () => openPostgresStore(database.url, { logger: silentLogger });
    const stores = [await open(), await open(), await open()] as const;
    const [accounts, ...others] = stores.map((store) => store.createRegulatorAccounts());
    if (!accounts) throw new Error('The store is not open');
    const { signal } = new AbortController();
    await accounts.save(
      fixtureAccounts.map((after) => ({ after })),
      { signal },
    );
    return {
      accounts,
      others,
      async dispose() {
        for (const store of stores) await store.close();
        await database[Symbol.asyncDispose]();
      },
    };
  },
});
