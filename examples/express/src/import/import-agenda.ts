import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { type Clock, createTimeZone, type Logger } from '@sas-sos/core';
import type { AgendaWriter, ImportRecord, SlotRecord, Store } from '../store/store.js';
import { createSlotChecker } from './check-slot.js';
import { createDirectoryReader, type DirectoryReader } from './directory-reader.js';
import {
  BrokenJsonError,
  createMemberReader,
  describePosition,
  type MemberVisitor,
} from './json-members.js';
import { AgendaFileError, type Mistake, type ReportMistake } from './mistake.js';
import { createMomentReader } from './moment.js';
import { parseWhole, visitWhole } from './whole-members.js';

export interface ImportOptions {
  /** Path of the agenda file. */
  readonly file: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

const chunkBytes = 256 * 1024;
/** Larger files are read in pieces: some have more slots than fit in memory. */
const wholeBytes = 1024 * 1024;
const batchSlots = 2000;
const topLevel = ['idSystem', 'associations', 'slots'];
const paris = createTimeZone('Europe/Paris');

/**
 * Imports the agenda file when the store is empty, when the file has changed, or when its times are
 * relative and were counted from an earlier day. All or nothing, in one transaction.
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
    isReplaced ? 'The agenda was imported' : 'The agenda is unchanged since the last import',
  );
}

/** An agenda file, and its members if they are in memory. */
interface AgendaSource {
  readonly handle: FileHandle;
  readonly members: object | undefined;
}

/** Reads the file until its directory is complete, then the whole file again for its slots. */
async function readInto(
  writer: AgendaWriter,
  handle: FileHandle,
  { clock, logger }: ImportOptions,
): Promise<{ readonly count: number; readonly isRelative: boolean }> {
  const mistakes: Mistake[] = [];
  const report = (path: string, message: string) => mistakes.push({ path, message });
  const warn = (path: string, message: string) =>
    logger.warn({ path }, `In the agenda file: ${message}`);
  const reader = createDirectoryReader({ report, warn });
  const moments = createMomentReader(clock);
  const check = createSlotChecker({ zones: reader.zones, moments, report });
  const members = new Set<string>();
  let batch: SlotRecord[] = [];
  let count = 0;
  const writeBatch = async () => {
    count += batch.length;
    if (mistakes.length === 0 && batch.length > 0) await writer.writeSlots(batch);
    batch = [];
  };
  const visitor: MemberVisitor = {
    onItem(key, index, value) {
      const slot = key === 'slots' ? check(value, index) : undefined;
      if (slot) batch.push(slot);
    },
    onMember(key, value) {
      if (!topLevel.includes(key)) report(key, 'is not a property of an agenda');
      else if (members.has(key)) report(key, 'is there twice');
      else if (key === 'slots') checkList(key, value, report);
      members.add(key);
    },
  };
  const source = await openSource(handle);
  try {
    await readDirectory(source, reader, report);
    if (mistakes.length === 0) await writer.writeDirectory(reader.directory);
    for await (const _ of readMembers(source, visitor)) {
      if (batch.length >= batchSlots) await writeBatch();
    }
    await writeBatch();
    if (!members.has('slots')) report('slots', 'is missing');
  } catch (error) {
    if (!(error instanceof BrokenJsonError)) throw error;
    const position = await describePosition(readChunks(handle), error.offset);
    report(error.path, `is broken JSON at ${position}`);
  }
  if (mistakes.length > 0) throw new AgendaFileError(mistakes);
  return { count, isRelative: moments.isRelativeMet };
}

/** @throws BrokenJsonError when the JSON is broken before the end of the directory. */
async function readDirectory(
  source: AgendaSource,
  reader: DirectoryReader,
  report: ReportMistake,
): Promise<void> {
  const missing = new Set(['idSystem', 'associations']);
  const visitor: MemberVisitor = {
    onItem(key, index, value) {
      if (key === 'associations') reader.readAssociation(value, index);
    },
    onMember(key, value) {
      if (key === 'associations') checkList(key, value, report);
      else if (key === 'idSystem') reader.readIdSystem(value);
      missing.delete(key);
    },
  };
  try {
    for await (const _ of readMembers(source, visitor)) if (missing.size === 0) return;
  } catch (error) {
    // What is broken after it is reported when the slots are read.
    if (!(error instanceof BrokenJsonError) || missing.size > 0) throw error;
    return;
  }
  for (const key of missing) report(key, 'is missing');
}

function checkList(key: string, value: unknown, report: ReportMistake): void {
  if (!Array.isArray(value)) report(key, 'must be a list');
}

/** Reads the file from its start, and yields after every chunk, so that other work can run. */
async function* readMembers(
  { handle, members }: AgendaSource,
  visitor: MemberVisitor,
): AsyncGenerator<void> {
  if (members) return visitWhole(members, visitor);
  const reader = createMemberReader(visitor);
  for await (const chunk of readChunks(handle)) {
    reader.write(chunk);
    yield;
  }
  reader.end();
}

/** Reads a small file at once. */
async function openSource(handle: FileHandle): Promise<AgendaSource> {
  const { size } = await handle.stat();
  if (size > wholeBytes) return { handle, members: undefined };
  const chunks: Buffer[] = [];
  for await (const chunk of readChunks(handle)) chunks.push(chunk);
  return { handle, members: parseWhole(Buffer.concat(chunks)) };
}

async function* readChunks(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    // A new buffer for each chunk: the reader keeps the end of the previous one.
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
