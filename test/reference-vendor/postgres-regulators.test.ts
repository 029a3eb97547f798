import { type RegulatorAccount, silentLogger } from '@sas-sos/core';
import { describeRegulatorAccounts } from '@sas-sos/testing';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { createPostgresRegulatorAccounts } from '../../examples/express/src/store/postgres-regulators.js';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { shareDatabase } from '../postgres/share-database.js';

// Three instances of the vendor over one database.
const shared = shareDatabase(
  () => inject('postgresUrl'),
  async (url) => {
    const open = () => openPostgresStore(url, { logger: silentLogger });
    return { url, stores: [await open(), await open(), await open()] as const };
  },
  async ({ stores }) => {
    for (const store of stores) await store.close();
  },
);

const { signal } = new AbortController();

describeRegulatorAccounts({
  name: 'The regulator accounts in PostgreSQL',
  runner: { describe, it },
  async create(fixtureAccounts) {
    const [first, ...others] = (await shared.empty()).stores;
    const accounts = first.createRegulatorAccounts();
    await accounts.save(
      fixtureAccounts.map((after) => ({ after })),
      { signal },
    );
    return { accounts, others: others.map((store) => store.createRegulatorAccounts()) };
  },
});

// A new connection costs more than ten times a save.
it('keeps its connection when it answers `stale`', async () => {
  const { url } = await shared.empty();
  const pool = new pg.Pool({ connectionString: url });
  try {
    let connections = 0;
    pool.on('connect', () => {
      connections += 1;
    });
    const accounts = createPostgresRegulatorAccounts(pool, { clock: { now: () => 0 } });
    const save = (after: RegulatorAccount, before?: RegulatorAccount) =>
      accounts.save([before ? { before, after } : { after }], { signal });
    const other = { ...account, id: 'other', nationalId: '89990000002', emailKey: 'other' };
    expect(await save(account)).toBe('saved');
    expect(await save(account)).toBe('stale');
    expect(await save(other)).toBe('saved');
    expect(await save({ ...other, nationalId: account.nationalId, version: 2 }, other)).toBe(
      'stale',
    );
    expect(await save({ ...account, version: 4 }, { ...account, version: 3 })).toBe('stale');
    expect(connections).toBe(1);
  } finally {
    await pool.end();
  }
});

const account: RegulatorAccount = {
  id: 'one',
  version: 1,
  nationalId: '89990000001',
  technicalId: null,
  active: true,
  email: 'regulation@example.org',
  emailKey: 'regulation@example.org',
  familyName: 'Essai',
  givenName: 'Camille',
  details: {},
};
