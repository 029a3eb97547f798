import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outbox } from '@sas-sos/core';
import { describeOutbox } from '@sas-sos/testing';
import { describe, expect, it } from 'vitest';
import { createSqliteOutbox } from './create-sqlite-outbox.js';
import { loadSqliteDriver } from './load-sqlite-driver.js';
import { openSqliteOutbox } from './open-sqlite-outbox.js';
import { sqliteOutboxTables } from './sqlite-tables.js';

const { DatabaseSync } = await loadSqliteDriver();

async function createFolder() {
  const path = await mkdtemp(join(tmpdir(), 'sas-sos-outbox-'));
  return {
    file: join(path, 'outbox.sqlite'),
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

describeOutbox({
  name: 'openSqliteOutbox',
  runner: { describe, it },
  async create() {
    const folder = await createFolder();
    const outbox = await openSqliteOutbox({ file: folder.file });
    return {
      outbox,
      async dispose() {
        await outbox.close();
        await folder[Symbol.asyncDispose]();
      },
    };
  },
});

const entry = { appointment: 'a', status: 'booked', follows: ['booked'], content: '{}' };

describe('openSqliteOutbox', () => {
  it('keeps everything for the next process, and releases claims of the last one', async () => {
    await using folder = await createFolder();
    const first = await openSqliteOutbox({ file: folder.file });
    await first.append(entry);
    await first.append({ ...entry, status: 'cancelled' });
    await first.claim({ limit: 10, leaseMilliseconds: 600_000 });
    await first.close();
    await first.close();
    const second = await openSqliteOutbox({ file: folder.file });
    const claims = await second.claim({ limit: 10, leaseMilliseconds: 600_000 });
    expect(claims).toMatchObject([{ position: 1, attempt: 2, isFirst: true }]);
    expect(await second.append(entry)).toEqual({ outcome: 'refused', after: 'cancelled' });
    await second.close();
  });

  it('refuses a file that another process has open, and says which process', async () => {
    await using folder = await createFolder();
    // The lock is held by the operating system, so use another process.
    const sqlite = createRequire(import.meta.url).resolve('@photostructure/sqlite');
    const script = `
      const { DatabaseSync } = require(${JSON.stringify(sqlite)});
      const database = new DatabaseSync(${JSON.stringify(folder.file)});
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; COMMIT;');
      require('node:fs').writeFileSync(${JSON.stringify(`${folder.file}.holder`)}, JSON.stringify({ pid: process.pid }));
      process.stdout.write('held');
      setInterval(() => {}, 1000);
    `;
    const holder = spawn(process.execPath, ['-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(holder, 'exit');
    await once(holder.stdout, 'data');
    const refused = openSqliteOutbox({ file: folder.file, waitMilliseconds: 100 });
    await expect(refused).rejects.toMatchObject({
      code: 'SAS_OUTBOX_LOCKED',
      cause: { message: expect.stringContaining(`"pid":${holder.pid}`) },
    });
    // It waits for a process to end, even by a kill.
    const waiting = openSqliteOutbox({ file: folder.file, waitMilliseconds: 30_000 });
    holder.kill('SIGKILL');
    await exited;
    await (await waiting).close();
  });

  it('refuses a file that this process has open', async () => {
    await using folder = await createFolder();
    const outbox = await openSqliteOutbox({ file: folder.file });
    await expect(
      openSqliteOutbox({ file: folder.file, waitMilliseconds: 0 }),
    ).rejects.toMatchObject({ code: 'SAS_OUTBOX_LOCKED' });
    await outbox.append(entry);
    await outbox.close();
  });

  it.each<{ name: string; prepare: (file: string) => Promise<unknown> | unknown; code: string }>([
    {
      name: 'a file that is not a database',
      prepare: (file) => writeFile(file, 'not a database, but long enough to look at'.repeat(100)),
      code: 'SAS_OUTBOX_UNAVAILABLE',
    },
    { name: 'a folder', prepare: (file) => mkdir(file), code: 'SAS_OUTBOX_UNAVAILABLE' },
    {
      name: 'a file of a later version',
      prepare(file) {
        const database = new DatabaseSync(file);
        database.exec('PRAGMA user_version = 99');
        database.close();
      },
      code: 'SAS_OUTBOX_SCHEMA',
    },
  ])('refuses $name', async ({ prepare, code }) => {
    await using folder = await createFolder();
    await prepare(folder.file);
    await expect(openSqliteOutbox({ file: folder.file })).rejects.toMatchObject({ code });
  });

  it('refuses a missing folder', async () => {
    await using folder = await createFolder();
    await expect(
      openSqliteOutbox({ file: join(folder.path, 'absent', 'outbox.sqlite') }),
    ).rejects.toMatchObject({ code: 'SAS_OUTBOX_UNAVAILABLE' });
  });

  it.each(['', ':memory:', undefined])('refuses %j as a file name', async (file) => {
    await expect(openSqliteOutbox({ file: file as string })).rejects.toMatchObject({
      code: 'SAS_OPTION_INVALID',
    });
  });
});

describe('createSqliteOutbox', () => {
  it('refuses a transaction, which it cannot join', async () => {
    const database = new DatabaseSync(':memory:');
    database.exec(sqliteOutboxTables);
    const outbox: Outbox<unknown> = createSqliteOutbox(database, { clock: { now: () => 0 } });
    await expect(outbox.append(entry, { transaction: {} })).rejects.toMatchObject({
      code: 'SAS_OPTION_INVALID',
    });
    expect(await outbox.find({ limit: 1 })).toEqual([]);
  });

  it.each([
    { name: 'when the disk is full', pragma: 'PRAGMA max_page_count = 14' },
    { name: 'when the file is read-only', pragma: 'PRAGMA query_only = ON' },
  ])('$name, says so, loses nothing and goes on afterwards', async ({ pragma }) => {
    const database = new DatabaseSync(':memory:');
    database.exec(sqliteOutboxTables);
    const outbox = createSqliteOutbox(database, { clock: { now: () => 0 } });
    const content = 'x'.repeat(1000);
    expect(await outbox.append({ ...entry, content })).toMatchObject({ outcome: 'stored' });
    database.exec(pragma);
    let stored = 1;
    const fill = async () => {
      for (; stored < 1000; stored += 1) await outbox.append({ ...entry, content });
    };
    await expect(fill()).rejects.toMatchObject({ code: 'SAS_OUTBOX_UNAVAILABLE' });
    expect((await outbox.count()).waiting).toBe(stored);
    database.exec('PRAGMA max_page_count = 100000; PRAGMA query_only = OFF;');
    await outbox.append({ ...entry, content });
    expect(await outbox.claim({ limit: 10, leaseMilliseconds: 1 })).toMatchObject([
      { position: 1 },
    ]);
    expect((await outbox.count()).waiting).toBe(stored + 1);
  });

  it('returns due reports in order after the clock jumped back', async () => {
    let now = Date.parse('2026-12-01T09:00:00Z');
    const database = new DatabaseSync(':memory:');
    database.exec(sqliteOutboxTables);
    const outbox = createSqliteOutbox(database, { clock: { now: () => now } });
    await outbox.append(entry);
    now -= 86_400_000;
    await outbox.append({ ...entry, appointment: 'b' });
    await outbox.append(entry);
    const claims = await outbox.claim({ limit: 10, leaseMilliseconds: 600_000 });
    expect(claims).toMatchObject([
      { position: 1, ageMilliseconds: 0 },
      { position: 2, ageMilliseconds: 0 },
    ]);
    await outbox.settle(claims.map((claim) => ({ claim, outcome: 'delivered' })));
    expect(await outbox.claim({ limit: 10, leaseMilliseconds: 1 })).toMatchObject([
      { position: 3 },
    ]);
  });

  it('finds due reports with small indexes, independent of delivered reports', () => {
    const database = new DatabaseSync(':memory:');
    database.exec(sqliteOutboxTables);
    const plan = database
      .prepare(
        `EXPLAIN QUERY PLAN SELECT position FROM outbox_report
         WHERE state IN ('delivered', 'dropped') AND changed_at < ? LIMIT ?`,
      )
      .all(0, 1);
    expect(JSON.stringify(plan)).toContain('outbox_finished');
  });
});
