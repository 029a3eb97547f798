import { silentLogger } from '@sas-sos/core';
import { describeAgenda, describeRegulatorAccounts } from '@sas-sos/testing';
import pg from 'pg';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { loadFixture, publicUrl } from '../../examples/express/src/store/test-data/load-fixture.js';
import { createDatabase } from '../postgres/create-database.mjs';
import { shareDatabase } from '../postgres/share-database.js';
import { type PoolerDouble, startPoolerDouble } from '../postgres/start-pooler-double.js';

const doubles: PoolerDouble[] = [];

async function open(url: string) {
  const pooler = await startPoolerDouble(url);
  doubles.push(pooler);
  return { pooler, store: await openPostgresStore(pooler.url, { logger: silentLogger }) };
}

const shared = shareDatabase(
  () => inject('postgresUrl'),
  async (url) => {
    const desk = new pg.Client(url);
    await desk.connect();
    return { ...(await open(url)), desk };
  },
  async ({ pooler, store, desk }) => {
    await store.close();
    await desk.end();
    await pooler[Symbol.asyncDispose]();
  },
);

afterAll(() => expect(doubles.flatMap(({ refusals }) => refusals)).toEqual([]));

describeAgenda({
  name: 'The agenda in PostgreSQL behind a transaction pooler',
  runner: { describe, it },
  async create(fixture) {
    const { store, desk } = await shared.empty();
    const stored = await loadFixture(store, fixture);
    const setStatus = async (id: string, status: string) => {
      await desk.query('UPDATE slot SET status = $1 WHERE id = $2', [status, id]);
    };
    return {
      agenda: store.createAgenda({ publicUrl }),
      stored,
      book: (id) => setStatus(id, 'booked'),
      release: (id) => setStatus(id, 'free'),
    };
  },
});

describeRegulatorAccounts({
  name: 'The regulator accounts in PostgreSQL behind a transaction pooler',
  runner: { describe, it },
  async create(fixtureAccounts) {
    const accounts = (await shared.empty()).store.createRegulatorAccounts();
    const { signal } = new AbortController();
    await accounts.save(
      fixtureAccounts.map((after) => ({ after })),
      { signal },
    );
    return { accounts };
  },
});

describe('behind a transaction pooler', () => {
  it('sessions, registers and health do without what it refuses', async () => {
    const { store } = await shared.empty();
    await store.check();
    expect(await store.sessions.find('unknown')).toBeUndefined();
    expect(await store.regulators.find('unknown')).toBeUndefined();
    expect((await store.readDirectory()).associations).toEqual([]);
  });

  it('health fails when searches would', async () => {
    await using database = await createDatabase(inject('postgresUrl'));
    const { store, pooler } = await open(database.url);
    await store.check();
    const desk = new pg.Client(database.url);
    await desk.connect();
    await desk.query('ALTER TABLE slot RENAME TO slot_elsewhere');
    await desk.end();
    await expect(store.check()).rejects.toThrow();
    await store.close();
    await pooler[Symbol.asyncDispose]();
  });

  it.each([
    { name: 'a parameter at the start', options: { statement_timeout: 1000 }, code: '08P01' },
    { name: 'options at the start', options: { options: '-c TimeZone=UTC' }, code: '08P01' },
    { name: 'a named statement', options: {}, code: '42P05' },
  ])('the double refuses $name', async ({ options, code }) => {
    await using database = await createDatabase(inject('postgresUrl'));
    await using pooler = await startPoolerDouble(database.url);
    const client = new pg.Client({ connectionString: pooler.url, ...options });
    client.on('error', () => {});
    const ask = async () => {
      await client.connect();
      await client.query('SELECT 1');
      await client.query({ name: 'named', text: 'SELECT $1::text', values: ['a'] });
    };
    await expect(ask()).rejects.toMatchObject({ code });
    expect(pooler.refusals).toHaveLength(1);
    await client.end().catch(() => {});
  });
});
