import { silentLogger } from '@sas-sos/core';
import { describeRegulatorAccounts } from '@sas-sos/testing';
import { describe, inject, it } from 'vitest';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { shareDatabase } from '../postgres/share-database.js';

// Three instances of the vendor over one database.
const shared = shareDatabase(
  () => inject('postgresUrl'),
  async (url) => {
    const open = () => openPostgresStore(url, { logger: silentLogger });
    return [await open(), await open(), await open()] as const;
  },
  async (stores) => {
    for (const store of stores) await store.close();
  },
);

describeRegulatorAccounts({
  name: 'The regulator accounts in PostgreSQL',
  runner: { describe, it },
  async create(fixtureAccounts) {
    const [first, ...stores] = await shared.empty();
    const accounts = first.createRegulatorAccounts();
    const { signal } = new AbortController();
    await accounts.save(
      fixtureAccounts.map((after) => ({ after })),
      { signal },
    );
    return { accounts, others: stores.map((store) => store.createRegulatorAccounts()) };
  },
});
