import { type Agenda, type Clock, type Logger, SasError } from '@sas-sos/core';
import { untilAborted } from '@sas-sos/fhir-http';
import type { Directory } from './directory.js';
import { type ReadDirectoryOptions, readDirectory } from './read-directory.js';

/** Keeps the directory of an agenda for a stated time. */
export interface DirectoryCache {
  /**
   * The directory, asked of the agenda when the one at hand is too old.
   *
   * @throws SasError `SAS_AGENDA_UNAVAILABLE` when it cannot be had.
   */
  get(signal: AbortSignal): Promise<Directory>;
}

/** What a cache of the directory needs. */
export interface DirectoryCacheOptions extends ReadDirectoryOptions {
  readonly agenda: Agenda;
  /** Milliseconds for which a directory is kept. */
  readonly maxAge: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called with every directory that was read. */
  readonly onRead: (directory: Directory) => void;
}

// Longer than any caller waits.
const longestLoad = 10_000;
// How long a search waits for a new directory when there is an old one, and how long after a failure
// the agenda is not asked again.
const patience = 250;
const pauseAfterFailure = 5_000;

/**
 * Makes a cache of the directory. Callers who come while it is being read share that reading, and
 * none of them can end it for the others. When it cannot be read again, or not soon, the one at hand
 * goes on serving: names and addresses may be old, slots are always asked live.
 */
export function createDirectoryCache(options: DirectoryCacheOptions): DirectoryCache {
  const { agenda, clock, logger, maxAge, onRead } = options;
  let known: { readonly directory: Directory; readonly readAt: number } | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<Directory> | undefined;

  async function read(): Promise<Directory> {
    try {
      const associations = await withTimeLimit((signal) => agenda.listAssociations({ signal }));
      const directory = readDirectory(associations, options);
      known = { directory, readAt: clock.now() };
      onRead(directory);
      return directory;
    } catch (cause) {
      if (known === undefined) throw new SasError('SAS_AGENDA_UNAVAILABLE', { cause });
      failedAt = clock.now();
      logger.error(
        { err: cause, ageMilliseconds: failedAt - known.readAt },
        'the agenda could not list its associations: the list at hand goes on serving',
      );
      return known.directory;
    } finally {
      reading = undefined;
    }
  }

  return {
    async get(signal) {
      const now = clock.now();
      if (known !== undefined && isWithin(now - known.readAt, maxAge)) return known.directory;
      if (known !== undefined && isWithin(now - failedAt, pauseAfterFailure))
        return known.directory;
      reading ??= read();
      if (known === undefined) return untilAborted(reading, signal);
      return untilAborted(within(patience, reading, known.directory), signal);
    },
  };
}

function isWithin(age: number, limit: number): boolean {
  return age >= 0 && age < limit;
}

/** What the promise resolves with, or something else when that takes too long. */
async function within<T>(milliseconds: number, promise: Promise<T>, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, milliseconds, otherwise);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function withTimeLimit<T>(work: (signal: AbortSignal) => Promise<T> | T): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new Error('time limit exceeded')), longestLoad);
  try {
    return await untilAborted(Promise.resolve(work(controller.signal)), controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
