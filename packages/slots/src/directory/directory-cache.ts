import { type Agenda, type Clock, type Logger, SasError } from '@sas-sos/core';
import { withTimeLimit } from '@sas-sos/fhir-http';
import { askAgenda } from '../ask-agenda.js';
import type { Directory } from './directory.js';
import { type ReadDirectoryOptions, readDirectory } from './read-directory.js';

/** Caches the directory of an agenda for a stated time. */
export interface DirectoryCache {
  /**
   * Returns the directory; reads it from the agenda if the cached one is too old.
   *
   * @throws SasError `SAS_AGENDA_UNAVAILABLE` when it cannot be read and none is cached.
   */
  get(signal: AbortSignal): Promise<Directory>;
}

/** What a cache of the directory needs. */
export interface DirectoryCacheOptions extends ReadDirectoryOptions {
  readonly agenda: Agenda;
  /** Milliseconds for which a directory is cached. */
  readonly maxAge: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called with every directory that is read. */
  readonly onRead: (directory: Directory) => void;
}

// Longer than any caller waits.
const longestLoad = 10_000;
// How long a search waits for a new directory if there is an old one, and how long after a failure
// the agenda is not called again.
const patience = 250;
const pauseAfterFailure = 5_000;

/**
 * Creates a cache of the directory. Concurrent callers share one reading, and none of them can
 * abort it for the others. If the directory cannot be read again, or not quickly, the last one
 * stays in use: names and addresses may be old, but slots are always read live.
 */
export function createDirectoryCache(options: DirectoryCacheOptions): DirectoryCache {
  const { agenda, clock, logger, maxAge, onRead } = options;
  let last: { readonly directory: Directory; readonly readAt: number } | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<Directory> | undefined;

  async function read(): Promise<Directory> {
    try {
      const associations = await withTimeLimit(
        ({ signal }) => agenda.listAssociations({ signal }),
        {
          milliseconds: longestLoad,
        },
      );
      const directory = readDirectory(associations, options);
      last = { directory, readAt: clock.now() };
      onRead(directory);
      return directory;
    } catch (cause) {
      if (last === undefined) throw new SasError('SAS_AGENDA_UNAVAILABLE', { cause });
      failedAt = clock.now();
      logger.error(
        { err: cause, ageMilliseconds: failedAt - last.readAt },
        'the agenda could not list its associations: the last list stays in use',
      );
      return last.directory;
    } finally {
      reading = undefined;
    }
  }

  return {
    async get(signal) {
      const now = clock.now();
      if (last !== undefined && isWithin(now - last.readAt, maxAge)) return last.directory;
      if (last !== undefined && isWithin(now - failedAt, pauseAfterFailure)) return last.directory;
      signal.throwIfAborted();
      reading ??= read();
      const shared = reading;
      if (last === undefined) return askAgenda(() => shared, { signal });
      try {
        return await withTimeLimit(() => shared, { signal, milliseconds: patience });
      } catch {
        signal.throwIfAborted();
        return last.directory;
      }
    },
  };
}

function isWithin(age: number, limit: number): boolean {
  return age >= 0 && age < limit;
}
