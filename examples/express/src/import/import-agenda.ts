import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { type Clock, createTimeZone, type Logger, type TimeZone } from '@sas-sos/core';
import type { AgendaWriter, Directory, ImportRecord, SlotRecord, Store } from '../store/store.js';
import { createSlotChecker } from './check-slot.js';
import { createDirectoryReader } from './directory-reader.js';
import { BrokenJsonError, createMemberReader, type MemberVisitor } from './json-members.js';
import { AgendaFileError, type Mistake } from './mistake.js';
import { createMomentReader } from './moment.js';

export interface ImportOptions {
  /** Path of the agenda file. */
  readonly file: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

const chunkBytes = 256 * 1024;
const batchSlots = 2000;
const paris = createTimeZone('Europe/Paris');

/**
 * Imports the agenda file when the store is empty, when the file changed, or when its times are
 * relative and were counted from an earlier day. All of it or nothing, in one transaction.
 *
 * @throws AgendaFileError naming every mistake.
 */
export async function importAgenda(options: ImportOptions): Promise<void> {
  const { store, clock, logger, file } = options;
  const startedAt = performance.now();
  const today = paris.format(clock.now()).slice(0, 10);
  await using handle = await openFile(file);
  const fingerprint = await digest(handle);
  let slots = 0;
  const isReplaced = await store.replaceAgenda({
    isCurrent: (last) =>
      last?.fingerprint === fingerprint &&
      (last.countedFrom === null || last.countedFrom === today),
    async fill(writer): Promise<ImportRecord> {
      const { count, isRelative } = await readInto(writer, handle, options);
      slots = count;
      return { fingerprint, countedFrom: isRelative ? today : null };
    },
  });
  const milliseconds = Math.round(performance.now() - startedAt);
  logger.info(
    { file, milliseconds, ...(isReplaced ? { slots } : {}) },
    isReplaced ? 'The agenda was imported' : 'The agenda is the one imported before',
  );
}

/** Reads the file twice: its associations first, wherever they stand, then its slots. */
async function readInto(
  writer: AgendaWriter,
  handle: FileHandle,
  { clock, logger }: ImportOptions,
): Promise<{ readonly count: number; readonly isRelative: boolean }> {
  const mistakes: Mistake[] = [];
  const report = (path: string, message: string) => mistakes.push({ path, message });
  const { directory, zones } = await readDirectory(handle, { report, logger });
  if (mistakes.length === 0) await writer.writeDirectory(directory);

  const moments = createMomentReader(clock);
  const check = createSlotChecker({ zones, moments, report });
  let batch: SlotRecord[] = [];
  let count = 0;
  const writeBatch = async () => {
    count += batch.length;
    if (mistakes.length === 0 && batch.length > 0) await writer.writeSlots(batch);
    batch = [];
  };
  const visitor: MemberVisitor = {
    isList: (key) => key === 'associations' || key === 'slots',
    isItemWanted: (key) => key === 'slots',
    onList() {},
    onItem(_key, index, value) {
      const slot = check(value, index);
      if (slot) batch.push(slot);
    },
    // Told already by the reading of the directory, as is whatever is broken outside of the slots.
    onMember() {},
    onBrokenValue(path, position) {
      if (path.startsWith('slots[')) report(path, `is broken JSON at ${position}`);
    },
  };
  try {
    for await (const _ of readMembers(handle, visitor)) {
      if (batch.length >= batchSlots) await writeBatch();
    }
    await writeBatch();
  } catch (error) {
    if (!(error instanceof BrokenJsonError)) throw error;
    report(error.path, `is broken JSON at ${error.position}`);
  }
  if (mistakes.length > 0) throw new AgendaFileError(mistakes);
  return { count, isRelative: moments.isRelativeMet };
}

async function readDirectory(
  handle: FileHandle,
  options: {
    readonly report: (path: string, message: string) => void;
    readonly logger: Logger;
  },
): Promise<{ readonly directory: Directory; readonly zones: ReadonlyMap<string, TimeZone> }> {
  const { report, logger } = options;
  const reader = createDirectoryReader({
    report,
    warn: (path, message) => logger.warn({ path }, `In the agenda file: ${message}`),
  });
  try {
    for await (const _ of readMembers(handle, reader.visitor));
    return { directory: reader.finish(), zones: reader.zones };
  } catch (error) {
    if (!(error instanceof BrokenJsonError)) throw error;
    // The reading of the slots meets it again, and reports it there.
    return { directory: { idSystem: '', associations: [] }, zones: reader.zones };
  }
}

/** Reads the file from its start, and comes up for air after every chunk. */
async function* readMembers(handle: FileHandle, visitor: MemberVisitor): AsyncGenerator<void> {
  const reader = createMemberReader(visitor);
  for await (const chunk of readChunks(handle)) {
    reader.write(chunk);
    yield;
  }
  reader.end();
}

async function* readChunks(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    // A buffer of its own every time: the reader keeps the end of it for the next.
    const { bytesRead, buffer } = await handle.read(
      Buffer.allocUnsafe(chunkBytes),
      0,
      chunkBytes,
      position,
    );
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function digest(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readChunks(handle)) hash.update(chunk);
  return hash.digest('hex');
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new AgendaFileError([{ path: '$', message: `cannot be read (${code})` }]);
  }
}
