import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeRegulatorAccounts } from '@sas-sos/testing';
import { describe, it } from 'vitest';
import { openSqliteStore } from './sqlite-store.js';

describeRegulatorAccounts({
  name: 'The regulator accounts in SQLite',
  runner: { describe, it },
  async create(fixtureAccounts) {
    const folder = mkdtempSync(join(tmpdir(), 'sas-sos-vendor-'));
    const file = join(folder, 'vendor.sqlite');
    const stores = [1, 2, 3].map(() => openSqliteStore(file));
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
        rmSync(folder, { recursive: true });
      },
    };
  },
});
