import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@sas-sos/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteStore } from './sqlite-store.js';

let folder = '';
let umask = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sas-sos-modes-'));
  umask = process.umask(0);
});
afterEach(() => {
  process.umask(umask);
  rmSync(folder, { recursive: true });
});

it('creates the files of the store and of the outbox for their owner alone', async () => {
  const store = openSqliteStore(join(folder, 'vendor.sqlite'));
  const outbox = await store.openOutbox();
  const modes = readdirSync(folder).map((name) => [
    name,
    (statSync(join(folder, name)).mode & 0o777).toString(8),
  ]);
  await outbox.close();
  await store.close();
  expect(Object.fromEntries(modes)).toMatchObject({
    'vendor.sqlite': '600',
    'vendor.sqlite-wal': '600',
    'vendor.sqlite-shm': '600',
    'outbox.sqlite': '600',
    'outbox.sqlite-wal': '600',
  });
});

it('warns of files that others may open, and uses them', async () => {
  const files = ['vendor.sqlite', 'outbox.sqlite'].map((name) => join(folder, name));
  const first = openSqliteStore(join(folder, 'vendor.sqlite'));
  await (await first.openOutbox()).close();
  await first.close();
  for (const file of files) chmodSync(file, 0o644);
  const warned: unknown[] = [];
  const logger = { ...silentLogger, warn: (fields: object) => warned.push(fields) };
  const store = openSqliteStore(join(folder, 'vendor.sqlite'), { logger });
  await (await store.openOutbox()).close();
  await store.check();
  await store.close();
  expect(warned).toEqual(expect.arrayContaining(files.map((file) => ({ file, mode: '644' }))));
});
