import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { type RegulatorAccount, type RegulatorAccounts, silentLogger } from '@sas-sos/core';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { postgresFindRegulators } from '../../examples/express/src/store/postgres-regulators.js';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { toSearchWords } from '../../examples/express/src/store/search-text.js';
import { sqliteFindRegulators } from '../../examples/express/src/store/sqlite-regulators.js';
import { openSqliteStore } from '../../examples/express/src/store/sqlite-store.js';
import type { Store } from '../../examples/express/src/store/store.js';
import { createDatabase } from '../postgres/create-database.mjs';
import { createFolder } from './start-vendor.js';

const { signal } = new AbortController();
const noon = Date.parse('2026-12-01T11:00:00Z');

/** A database for one test, which can be opened several times. */
interface TestDatabase extends AsyncDisposable {
  open(clock?: { now(): number }): Promise<Store>;
  /** Runs statements as another program would. */
  run(statements: string): Promise<void>;
}

const databases: readonly { name: string; create(): Promise<TestDatabase> }[] = [
  {
    name: 'SQLite',
    async create() {
      const folder = createFolder();
      const file = join(folder.path, 'vendor.sqlite');
      const opened: Store[] = [];
      return {
        async open(clock) {
          const store = openSqliteStore(file, clock && { clock });
          opened.push(store);
          return store;
        },
        async run(statements) {
          const desk = new DatabaseSync(file);
          desk.exec(statements);
          desk.close();
        },
        async [Symbol.asyncDispose]() {
          for (const store of opened) await store.close();
          await folder[Symbol.asyncDispose]();
        },
      };
    },
  },
  {
    name: 'PostgreSQL',
    async create() {
      const database = await createDatabase(inject('postgresUrl'));
      const opened: Store[] = [];
      return {
        async open(clock) {
          const options = { logger: silentLogger, ...(clock && { clock }) };
          const store = await openPostgresStore(database.url, options);
          opened.push(store);
          return store;
        },
        async run(statements) {
          const desk = new pg.Client(database.url);
          await desk.connect();
          await desk.query(statements);
          await desk.end();
        },
        async [Symbol.asyncDispose]() {
          for (const store of opened) await store.close();
          await database[Symbol.asyncDispose]();
        },
      };
    },
  },
];

function createAccount(number: number, part: Partial<RegulatorAccount> = {}): RegulatorAccount {
  const email = `essai.${number}@example.org`;
  return {
    id: randomUUID(),
    version: 1,
    nationalId: `8999${String(number).padStart(8, '0')}`,
    technicalId: randomUUID(),
    active: true,
    email,
    emailKey: email,
    familyName: `Essai ${number}`,
    givenName: 'Hélène',
    details: {},
    ...part,
  };
}

async function add(accounts: RegulatorAccounts, ...added: readonly RegulatorAccount[]) {
  expect(
    await accounts.save(
      added.map((after) => ({ after })),
      { signal },
    ),
  ).toBe('saved');
}

/** Changes fields of an account. */
async function change(
  accounts: RegulatorAccounts,
  before: RegulatorAccount,
  part: Partial<RegulatorAccount>,
): Promise<RegulatorAccount> {
  const after = { ...before, ...part, version: before.version + 1 };
  expect(await accounts.save([{ before, after }], { signal })).toBe('saved');
  return after;
}

describe.each(databases)('Regulators in $name', ({ create }) => {
  it('are kept when the store is closed and opened again', async () => {
    await using database = await create();
    const account = createAccount(1, { details: { title: 'MME', address: { city: 'Rennes' } } });
    const first = await database.open();
    await add(first.createRegulatorAccounts(), account);
    const second = await database.open();
    const query = { ids: [account.id], signal };
    expect(await second.createRegulatorAccounts().find(query)).toEqual([account]);
  });

  it('get their tables in a database created before these existed', async () => {
    await using database = await create();
    await database.open();
    await database.run(
      `DROP TABLE regulator_account; DROP TABLE regulator_event; DROP TABLE session;
       INSERT INTO agenda_import VALUES ('kept', NULL, 'urn:oid:1.2')`,
    );
    const store = await database.open();
    await add(store.createRegulatorAccounts(), createAccount(1));
    const { total } = await store.regulators.list({ words: [], active: null, offset: 0, limit: 1 });
    expect(total).toBe(1);
    expect((await store.readDirectory()).idSystem).toBe('urn:oid:1.2');
  });

  it('keep the vendor’s own columns through a change', async () => {
    let now = noon;
    await using database = await create();
    const store = await database.open({ now: () => now });
    const accounts = store.createRegulatorAccounts();
    const account = createAccount(1);
    await add(accounts, account);
    now += 1000;
    await store.regulators.acceptTerms(account.id, 'v1');
    now += 1000;
    const after = await change(accounts, account, { familyName: 'Autre' });
    expect(await store.regulators.find(account.id)).toEqual({
      account: after,
      createdAt: noon,
      updatedAt: noon + 2000,
      terms: { version: 'v1', acceptedAt: noon + 1000 },
    });
  });

  it('have a history: one event for each change, latest first', async () => {
    let now = noon;
    await using database = await create();
    const store = await database.open({ now: () => now++ });
    const accounts = store.createRegulatorAccounts();
    const account = createAccount(1, { nationalId: null });
    await add(accounts, account);
    const nationalId = '899900000001';
    const named = await change(accounts, account, { nationalId, technicalId: null });
    const detailed = await change(accounts, named, { details: { birthDate: '1980-01-01' } });
    const disabled = await change(accounts, detailed, { active: false, email: 'b@example.org' });
    await store.regulators.acceptTerms(account.id, 'v1');
    await store.regulators.acceptTerms(account.id, 'v1');
    const released = await change(accounts, disabled, { nationalId: null });
    await change(accounts, released, { nationalId, active: true });
    const events = await store.regulators.listEvents(account.id, 10);
    const identifierAdded = { field: 'nationalId', before: null, after: nationalId };
    expect(events.map(({ kind, changes }) => ({ kind, changes }))).toEqual([
      { kind: 'enabled', changes: [identifierAdded] },
      {
        kind: 'identifier-released',
        changes: [{ field: 'nationalId', before: nationalId, after: null }],
      },
      { kind: 'terms-accepted', changes: [{ field: 'termsVersion', after: 'v1' }] },
      {
        kind: 'disabled',
        changes: [{ field: 'email', before: account.email, after: 'b@example.org' }],
      },
      { kind: 'changed', changes: [{ field: 'birthDate' }] },
      {
        kind: 'changed',
        changes: [
          identifierAdded,
          { field: 'technicalId', before: account.technicalId, after: null },
        ],
      },
      {
        kind: 'created',
        changes: expect.arrayContaining([{ field: 'email', before: null, after: account.email }]),
      },
    ]);
    const times = events.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort((one, other) => other - one));
    expect(times.at(-1)).toBe(noon);
  });

  it('have no event for a stale save', async () => {
    await using database = await create();
    const store = await database.open();
    const accounts = store.createRegulatorAccounts();
    const [one, other] = [createAccount(1), createAccount(2)];
    await add(accounts, one, other);
    const changes = [
      { before: one, after: { ...one, version: 2, familyName: 'Autre' } },
      { before: { ...other, version: 5 }, after: { ...other, version: 6, active: false } },
    ];
    expect(await accounts.save(changes, { signal })).toBe('stale');
    for (const { id } of [one, other]) {
      expect(await store.regulators.listEvents(id, 10)).toHaveLength(1);
    }
  });

  it('are signed out when they are disabled, but others are not', async () => {
    await using database = await create();
    const store = await database.open();
    const accounts = store.createRegulatorAccounts();
    const [one, other] = [createAccount(1), createAccount(2)];
    await add(accounts, one, other);
    const times = { createdAt: noon, expiresAt: noon + 1000 };
    const signOn = { seal: 's', logoutHint: 'h', subjectKey: 'k', providerSessionKey: 'p' };
    const session = (tokenHash: string, accountId: string | null) =>
      ({
        tokenHash,
        accountId,
        csrf: 'c',
        kind: accountId ? 'regulator' : 'staff',
        signOn: accountId ? signOn : null,
        ...times,
      }) as const;
    const sessions = [session('a', one.id), session('b', other.id), session('c', null)];
    for (const each of sessions) await store.sessions.insert(each);
    const found = (index: number) => ({ ...sessions[index], terms: null });
    const changed = await change(accounts, one, { familyName: 'Autre' });
    expect(await store.sessions.find('a')).toEqual(found(0));
    await store.regulators.acceptTerms(other.id, '2');
    expect(await store.sessions.find('b')).toMatchObject({ terms: { version: '2' } });
    const stale = { before: { ...changed, version: 9 }, after: { ...changed, active: false } };
    expect(await accounts.save([stale], { signal })).toBe('stale');
    expect(await store.sessions.find('a')).toEqual(found(0));
    await change(accounts, changed, { active: false });
    expect(await store.sessions.find('a')).toBeUndefined();
    expect(await store.sessions.find('b')).toMatchObject({ ...sessions[1] });
    expect(await store.sessions.find('c')).toEqual(found(2));
    await store.sessions.removeOfProvider('p');
    expect(await store.sessions.find('b')).toBeUndefined();
    await store.sessions.extend('c', noon + 2000);
    await store.sessions.removeExpired(noon + 1999);
    expect(await store.sessions.find('c')).toEqual({ ...found(2), expiresAt: noon + 2000 });
    await store.sessions.removeExpired(noon + 2000);
    expect(await store.sessions.find('c')).toBeUndefined();
  });

  it('are created once when two stores add the same one concurrently, many times', async () => {
    await using database = await create();
    const stores = [await database.open(), await database.open()];
    const adapters = stores.map((store) => store.createRegulatorAccounts());
    for (let number = 0; number < 50; number++) {
      const outcomes = await Promise.all(
        adapters.map((accounts) =>
          accounts.save([{ after: createAccount(number, { technicalId: null }) }], { signal }),
        ),
      );
      expect([...outcomes].sort()).toEqual(['saved', 'stale']);
    }
    const list = await stores[0]?.regulators.list({ words: [], active: null, offset: 0, limit: 1 });
    expect(list?.total).toBe(50);
  });

  it.each([
    { name: 'part of a name, ignoring accents and case', text: 'HELENE', numbers: [1, 2, 3] },
    { name: 'every word', text: 'élise hel', numbers: [1] },
    { name: 'part of an e-mail address', text: 'essai.2@', numbers: [2] },
    { name: 'an identifier', text: '899900000003', numbers: [3] },
    { name: 'wildcard characters of databases', text: '% _ \\', numbers: [] },
    { name: 'nothing', text: ' \u0000 ', numbers: [3, 1, 2] },
  ])('are found by $name', async ({ text, numbers }) => {
    await using database = await create();
    const store = await database.open();
    const names = ['Élise', 'Zoé', 'Abel'];
    const added = names.map((familyName, index) => createAccount(index + 1, { familyName }));
    await add(store.createRegulatorAccounts(), ...added);
    const { total, regulators } = await store.regulators.list({
      words: toSearchWords(text),
      active: null,
      offset: 0,
      limit: 10,
    });
    const found = regulators.map(({ account }) => account.email);
    expect(found.sort()).toEqual(numbers.map((number) => `essai.${number}@example.org`).sort());
    expect(total).toBe(numbers.length);
  });

  it('are listed by name, one page at a time, all or of one state', async () => {
    await using database = await create();
    const store = await database.open();
    const names = ['Élise', 'Zoé', 'Abel', 'elan'];
    const added = names.map((familyName, index) =>
      createAccount(index, { familyName, active: familyName !== 'Zoé' }),
    );
    await add(store.createRegulatorAccounts(), ...added);
    const list = async (active: boolean | null, offset: number) => {
      const result = await store.regulators.list({ words: [], active, offset, limit: 2 });
      return [result.total, ...result.regulators.map(({ account }) => account.familyName)];
    };
    expect(await list(null, 0)).toEqual([4, 'Abel', 'elan']);
    expect(await list(null, 2)).toEqual([4, 'Élise', 'Zoé']);
    expect(await list(true, 2)).toEqual([3, 'Élise']);
    expect(await list(false, 0)).toEqual([1, 'Zoé']);
    expect(await list(false, 2)).toEqual([1]);
  });
});

describe('Five thousand regulators are found by indexes', () => {
  const many = Array.from({ length: 5000 }, (_, number) => createAccount(number));

  it('in SQLite', async () => {
    await using folder = createFolder();
    const file = join(folder.path, 'vendor.sqlite');
    const store = openSqliteStore(file);
    await add(store.createRegulatorAccounts(), ...many);
    const desk = new DatabaseSync(file);
    const plan: { readonly detail: string }[] = desk
      .prepare(`EXPLAIN QUERY PLAN ${sqliteFindRegulators}`)
      .all('["a"]', '["b"]', '["c"]');
    const steps = plan.map(({ detail }) => detail);
    expect(steps.filter((step) => step.startsWith('SCAN account'))).toEqual([]);
    expect(steps.filter((step) => step.startsWith('SEARCH account'))).toHaveLength(4);
    const program = desk.prepare(`EXPLAIN ${sqliteFindRegulators}`).all();
    const operations = program.map(({ opcode }: { readonly opcode: string }) => opcode);
    expect(operations).toContain('SeekGE');
    expect(operations.filter((operation) => operation === 'OpenEphemeral')).toEqual([]);
    desk.close();
    await store.close();
  });

  it.each(['force_custom_plan', 'force_generic_plan'])('in PostgreSQL, %s', async (mode) => {
    await using database = await createDatabase(inject('postgresUrl'));
    const store = await openPostgresStore(database.url, { logger: silentLogger });
    await add(store.createRegulatorAccounts(), ...many);
    const desk = new pg.Client(database.url);
    await desk.connect();
    await desk.query(
      `ANALYZE regulator_account; SET plan_cache_mode = ${mode};
       PREPARE find_regulators AS ${postgresFindRegulators}`,
    );
    const { rows } = await desk.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN EXECUTE find_regulators (ARRAY['a'], ARRAY['b'], ARRAY['c'])`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toContain('Seq Scan');
    expect(plan.match(/Index Scan/g)?.length).toBeGreaterThanOrEqual(4);
    await desk.end();
    await store.close();
  });
});
