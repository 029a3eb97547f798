import {
  chmod,
  copyFile,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, silentLogger } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { openSqliteOutbox } from './open-sqlite-outbox.js';

const entry = { appointment: 'a', status: 'booked', follows: ['booked'], content: '{}' };
const claiming = { limit: 10, leaseMilliseconds: 600_000 };
const gone = { code: 'SAS_OUTBOX_UNAVAILABLE' };

async function createFolder() {
  const path = await mkdtemp(join(tmpdir(), 'sas-sos-outbox-'));
  return {
    file: join(path, 'outbox.sqlite'),
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

function createWarnings() {
  const warnings: object[] = [];
  const logger: Logger = { ...silentLogger, warn: (fields) => warnings.push(fields) };
  return { warnings, logger };
}

const modesOf = async (folder: string) =>
  new Set(
    await Promise.all(
      (await readdir(folder)).map(async (name) =>
        ((await stat(join(folder, name))).mode & 0o777).toString(8),
      ),
    ),
  );

describe('the files', () => {
  it('are created for their owner alone, whatever the umask', async () => {
    await using folder = await createFolder();
    const { warnings, logger } = createWarnings();
    const before = process.umask(0);
    try {
      const outbox = await openSqliteOutbox({ file: folder.file, logger });
      await outbox.append(entry);
      expect(await readdir(folder.path)).toEqual(
        expect.arrayContaining(['outbox.sqlite', 'outbox.sqlite-wal', 'outbox.sqlite.holder']),
      );
      expect(await modesOf(folder.path)).toEqual(new Set(['600']));
      await outbox.close();
      // Opened again, with files that may have been created anew.
      const again = await openSqliteOutbox({ file: folder.file, logger });
      await again.append(entry);
      expect(await modesOf(folder.path)).toEqual(new Set(['600']));
      await again.close();
    } finally {
      process.umask(before);
    }
    expect(warnings).toEqual([]);
  });

  it.each([0o644, 0o640, 0o602, 0o777])(
    'are warned of when they exist with mode %o, and opened all the same',
    async (mode) => {
      await using folder = await createFolder();
      await (await openSqliteOutbox({ file: folder.file })).close();
      await chmod(folder.file, mode);
      const { warnings, logger } = createWarnings();
      const outbox = await openSqliteOutbox({ file: folder.file, logger });
      await outbox.append(entry);
      await outbox.close();
      expect(warnings).toContainEqual({ file: folder.file, mode: mode.toString(8) });
    },
  );
});

describe('a file that is removed or replaced while it is open', () => {
  it.each<{ name: string; remove: (file: string) => Promise<unknown> }>([
    { name: 'removed', remove: (file) => rm(file) },
    { name: 'moved', remove: (file) => rename(file, `${file}.old`) },
    {
      name: 'replaced by an empty one',
      remove: async (file) => {
        await writeFile(`${file}.new`, '');
        await rename(`${file}.new`, file);
      },
    },
    {
      name: 'replaced by a copy of itself',
      remove: async (file) => {
        await copyFile(file, `${file}.new`);
        await rename(`${file}.new`, file);
      },
    },
    { name: 'without its log', remove: (file) => rm(`${file}-wal`) },
  ])('$name: no call takes it for stored', async ({ remove }) => {
    await using folder = await createFolder();
    const outbox = await openSqliteOutbox({ file: folder.file });
    await outbox.append(entry);
    await remove(folder.file);
    await expect(outbox.append({ ...entry, appointment: 'b' })).rejects.toMatchObject({
      ...gone,
      cause: { message: expect.stringContaining('removed or replaced') },
    });
    await expect(outbox.count()).rejects.toMatchObject(gone);
    await expect(outbox.find({ limit: 10 })).rejects.toMatchObject(gone);
    await expect(outbox.amend(1, { action: 'drop', by: 'x', reason: 'y' })).rejects.toMatchObject(
      gone,
    );
    // What it holds can still be delivered, before it is gone for good.
    const claims = await outbox.claim(claiming);
    expect(claims).toMatchObject([{ position: 1 }]);
    expect(await outbox.settle(claims.map((claim) => ({ claim, outcome: 'delivered' })))).toEqual([
      true,
    ]);
    await expect(outbox.claim(claiming)).rejects.toMatchObject(gone);
    await outbox.close();
  });

  it('put back in time, works again', async () => {
    await using folder = await createFolder();
    const outbox = await openSqliteOutbox({ file: folder.file });
    await outbox.append(entry);
    await rename(folder.file, `${folder.file}.old`);
    await expect(outbox.append(entry)).rejects.toMatchObject(gone);
    await rename(`${folder.file}.old`, folder.file);
    await outbox.append({ ...entry, appointment: 'b' });
    await outbox.close();
    expect((await readFile(folder.file)).length).toBeGreaterThan(0);
    const again = await openSqliteOutbox({ file: folder.file });
    expect(await again.count()).toMatchObject({ waiting: 2 });
    await again.close();
  });
});
