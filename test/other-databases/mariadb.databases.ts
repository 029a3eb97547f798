import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Outbox, RegulatorAccounts } from '@sas-sos/core';
import { describeOutbox, describeRegulatorAccounts } from '@sas-sos/testing';
import { afterAll, describe, it } from 'vitest';

// The code of the guide, which `run.mjs` has written there, and the driver beside it.

interface Driver {
  createPool(options: object): Pool;
}

/** What this file uses of a pool, beside what the guide's code does. */
interface Pool {
  query(sql: string): Promise<unknown>;
  end(): Promise<void>;
}

const modules = JSON.parse(process.env['GUIDE_MODULES'] ?? '{}') as Record<string, string>;
const { accounts = '', outbox = '', tables = '' } = modules;
const { createPool } = createRequire(accounts)('mysql2/promise') as Driver;
const { createRegulatorAccounts } = (await import(pathToFileURL(accounts).href)) as {
  createRegulatorAccounts(pool: Pool): RegulatorAccounts;
};
const { createMySqlOutbox } = (await import(pathToFileURL(outbox).href)) as {
  createMySqlOutbox(pool: Pool): Outbox;
};

const address = JSON.parse(process.env['MARIADB'] ?? '{}') as object;
const database = 'sas_sos_test';
const server = createPool({ ...address, multipleStatements: true });
await server.query(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database};
  USE ${database}; ${readFileSync(tables, 'utf8')}`);
/** As many instances of a vendor. */
const pools = [1, 2, 3].map(() => createPool({ ...address, database }));
const [first] = pools as [Pool, ...Pool[]];

afterAll(async () => {
  await Promise.all([server, ...pools].map((pool) => pool.end()));
});

describeRegulatorAccounts({
  name: 'The accounts of the guide, on MariaDB',
  runner: { describe, it },
  async create(fixtureAccounts) {
    await first.query('DELETE FROM regulator_account');
    const [own, ...others] = pools.map((pool) => createRegulatorAccounts(pool));
    if (!own) throw new Error('no pool');
    const changes = fixtureAccounts.map((after) => ({ after }));
    await own.save(changes, { signal: new AbortController().signal });
    return { accounts: own, others };
  },
});

describeOutbox({
  name: 'The outbox of the guide, on MariaDB',
  runner: { describe, it },
  async create() {
    await first.query('DELETE FROM sas_report');
    await first.query('DELETE FROM sas_appointment');
    const [own, ...others] = pools.map((pool) => createMySqlOutbox(pool));
    if (!own) throw new Error('no pool');
    return { outbox: own, others };
  },
});
