import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SasError, silentLogger } from '@sas-sos/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWatchedFiles, readFirst, takeChange, toPaths } from './watched-files.js';

let folder: string;
let paths: [string, string];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sas-sos-watched-'));
  paths = [join(folder, 'a'), join(folder, 'b')];
  await writeFile(paths[0], 'a1');
  await writeFile(paths[1], 'b1');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const open = () => createWatchedFiles('files.cert', paths);
const read = async (watched: ReturnType<typeof open>) => (await watched.poll())?.map(String);
/** Moves this machine's clock, so that what was just written looks older or newer. */
const moveClock = (milliseconds: number) => {
  const { now } = Date;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + milliseconds);
};

describe('poll', () => {
  it('returns all contents at first, then only after a change', async () => {
    moveClock(10_000);
    const watched = open();
    expect(await read(watched)).toEqual(['a1', 'b1']);
    expect(await read(watched)).toBeUndefined();
    await writeFile(paths[1], 'b2');
    expect(await read(watched)).toEqual(['a1', 'b2']);
    expect(await read(watched)).toBeUndefined();
    // Written again, with the same content.
    await writeFile(paths[1], 'b2');
    expect(await read(watched)).toBeUndefined();
  });

  it('sees content that moves from one file to the next', async () => {
    moveClock(10_000);
    const watched = open();
    await read(watched);
    await writeFile(paths[0], 'a1b');
    await writeFile(paths[1], '1');
    expect(await read(watched)).toEqual(['a1b', '1']);
  });

  it('waits until a file has not been written to for a quarter of a second', async () => {
    const watched = open();
    await read(watched);
    await writeFile(paths[1], 'b2');
    const began = performance.now();
    const change = read(watched);
    await writeFile(paths[1], 'b2 b3');
    expect(await change).toEqual(['a1', 'b2 b3']);
    expect(performance.now() - began).toBeGreaterThan(200);
  });

  it('takes a file whose date is in the future once it stays the same', async () => {
    moveClock(-3_600_000);
    const watched = open();
    await read(watched);
    await writeFile(paths[1], 'b2');
    expect(await read(watched)).toEqual(['a1', 'b2']);
  });

  it('throws once while a file is missing, again for another fault, and recovers', async () => {
    moveClock(10_000);
    const watched = open();
    await read(watched);
    await rm(paths[1]);
    await expect(watched.poll()).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await watched.poll()).toBeUndefined();
    await mkdir(paths[1]);
    await expect(watched.poll()).rejects.toMatchObject({ code: 'EISDIR' });
    await rm(paths[1], { recursive: true });
    await expect(watched.poll()).rejects.toMatchObject({ code: 'ENOENT' });
    await writeFile(paths[1], 'b2');
    expect(await read(watched)).toEqual(['a1', 'b2']);
    await rm(paths[1]);
    await expect(watched.poll()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

it.each([[['a', '']], [['a', 7]], [[undefined]]])('paths may not be %j', (given) => {
  expect(() => createWatchedFiles('files.ca', given as string[])).toThrow(
    expect.objectContaining({ issues: [{ code: 'SAS_OPTION_INVALID', expression: 'files.ca' }] }),
  );
});

it('reads one path, several or none', () => {
  expect([toPaths('a'), toPaths(['a', 'b']), toPaths(undefined)]).toEqual([['a'], ['a', 'b'], []]);
});

describe('readFirst', () => {
  it('returns the contents, or names the option of what cannot be read', async () => {
    expect((await readFirst(open())).map(String)).toEqual(['a1', 'b1']);
    await rm(paths[0]);
    await expect(readFirst(open())).rejects.toMatchObject({
      issues: [{ code: 'SAS_OPTION_INVALID', expression: 'files.cert' }],
    });
  });
});

describe('takeChange', () => {
  const createLogger = () => ({ ...silentLogger, info: vi.fn(), error: vi.fn() });

  it('logs what is in use, and nothing without a change', async () => {
    moveClock(10_000);
    const logger = createLogger();
    const watched = open();
    const used: string[] = [];
    const use = (contents: readonly Buffer[]) => void used.push(...contents.map(String));
    expect(await takeChange(watched, logger, use)).toBe(true);
    expect(await takeChange(watched, logger, use)).toBe(false);
    expect(used).toEqual(['a1', 'b1']);
    expect(logger.info.mock.calls).toEqual([[{ option: 'files.cert' }, expect.any(String)]]);
    expect(logger.error).not.toHaveBeenCalled();
  });

  it.each([
    { name: 'an option', err: SasError.ofOption('key', 'give a key.'), fault: 'key' },
    { name: 'an error without issues', err: new SasError('SAS_INTERNAL'), fault: undefined },
    { name: 'any other error', err: new Error('a bug'), fault: undefined },
  ])('logs what cannot be used: $name', async ({ err, fault }) => {
    const logger = createLogger();
    expect(await takeChange(open(), logger, () => Promise.reject(err))).toBe(false);
    const option = 'files.cert';
    expect(logger.error.mock.calls).toEqual([[{ err, option, fault }, expect.any(String)]]);
    expect(logger.info).not.toHaveBeenCalled();
  });
});
