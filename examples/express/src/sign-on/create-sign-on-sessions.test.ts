import { describeSignOn } from '@sas-sos/testing';
import { describe, it } from 'vitest';
import { openSqliteStore } from '../store/sqlite-store.js';
import { createSignOnUnderTest } from './test-data/create-sign-on-under-test.js';

describeSignOn({
  name: 'The sessions of regulators in SQLite',
  runner: { describe, it },
  async create(fixtureAccounts) {
    const store = openSqliteStore(':memory:');
    const underTest = await createSignOnUnderTest(store, fixtureAccounts);
    return { ...underTest, dispose: () => store.close() };
  },
});
