import { silentLogger } from '@sas-sos/core';
import { describeSignOn } from '@sas-sos/testing';
import { describe, inject, it } from 'vitest';
import { createSignOnUnderTest } from '../../examples/express/src/sign-on/test-data/create-sign-on-under-test.js';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { shareDatabase } from '../postgres/share-database.js';

const shared = shareDatabase(
  () => inject('postgresUrl'),
  async (url) => openPostgresStore(url, { logger: silentLogger }),
  (store) => store.close(),
);

describeSignOn({
  name: 'The sessions of regulators in PostgreSQL',
  runner: { describe, it },
  create: async (fixtureAccounts) => createSignOnUnderTest(await shared.empty(), fixtureAccounts),
});
