import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isSasError, type Logger, SasError } from '@sas-sos/core';

/** Files that belong together and are taken together. */
export interface WatchedFiles {
  /** The option that names the first of them, for messages. */
  readonly option: string;
  /**
   * Reads them when they changed since they were last read.
   *
   * @returns their contents in the order of the paths; nothing when they are as they were
   * @throws Error of `node:fs` when one cannot be read, once for as long as that lasts
   */
  poll(): Promise<readonly Buffer[] | undefined>;
}

// A file may be written again within the grain of its date: what is younger is read once more.
const grain = 2000;
// A file written in several goes may be whole, and not all there, between two of them.
const quiet = 250;
const mostWaits = 8;

/** Watches files by the date of their last change, size and place on the disk, links followed. */
export function createWatchedFiles(option: string, paths: readonly string[]): WatchedFiles {
  if (!paths.every((path) => typeof path === 'string' && path !== '')) {
    throw SasError.ofOption(option, 'give paths of files.');
  }
  let seen: string | undefined;
  let digest: string | undefined;
  let failure: string | undefined;

  async function read(): Promise<readonly Buffer[] | undefined> {
    const { stamp, newest } = await stampOf(paths);
    if (stamp === seen) return undefined;
    // The first time there is nothing else to go on with.
    const settled = digest === undefined ? stamp : await settle();
    if (settled === undefined) return undefined;
    const contents = await Promise.all(paths.map((path) => readFile(path)));
    const isSame = (await stampOf(paths)).stamp === settled;
    seen = isSame && Date.now() - newest > grain ? settled : undefined;
    if (!isSame && digest !== undefined) return undefined;
    const next = digestOf(contents);
    if (next === digest) return undefined;
    digest = next;
    return contents;
  }

  /** Waits until nobody writes; gives nothing when that takes long: the next look is soon. */
  async function settle(): Promise<string | undefined> {
    for (let waits = 0; waits < mostWaits; waits += 1) {
      const { stamp, newest } = await stampOf(paths);
      const age = Date.now() - newest;
      // A date to come is that of another machine's clock: it says nothing.
      if (age >= quiet) return stamp;
      await delay(Math.min(quiet, quiet - age));
      if (age < 0 && (await stampOf(paths)).stamp === stamp) return stamp;
    }
    seen = undefined;
    return undefined;
  }

  return {
    option,
    async poll() {
      try {
        const contents = await read();
        failure = undefined;
        return contents;
      } catch (error) {
        seen = undefined;
        const code = codeOf(error);
        if (code === failure) return undefined;
        failure = code;
        throw error;
      }
    },
  };
}

async function stampOf(paths: readonly string[]) {
  const stats = await Promise.all(paths.map((path) => stat(path)));
  return {
    stamp: stats.map(({ ino, size, ctimeMs }) => [ino, size, ctimeMs].join(':')).join(' '),
    newest: Math.max(...stats.map(({ ctimeMs }) => ctimeMs)),
  };
}

function digestOf(contents: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(`${content.length}\n`).update(content);
  return hash.digest('hex');
}

/** Reads files for the first time; throws `SAS_OPTION_INVALID` when they are not there. */
export async function readFirst(watched: WatchedFiles): Promise<readonly Buffer[]> {
  try {
    return (await watched.poll()) ?? [];
  } catch (error) {
    throw SasError.ofOption(watched.option, `a file cannot be read (${codeOf(error)}).`);
  }
}

/** Has files used if they changed; tells the operators, and says whether they were taken. */
export async function takeChange(
  watched: WatchedFiles,
  logger: Logger,
  use: (contents: readonly Buffer[]) => void,
): Promise<boolean> {
  const { option } = watched;
  try {
    const contents = await watched.poll();
    if (!contents) return false;
    use(contents);
    logger.info({ option }, 'Certificate files changed and were taken');
    return true;
  } catch (err) {
    const fault = isSasError(err) ? err.issues[0]?.expression : undefined;
    logger.error({ err, option, fault }, 'Certificate files changed and could not be taken');
    return false;
  }
}

/** One path or several, as a list. */
export function toPaths(paths: string | readonly string[] | undefined): readonly string[] {
  if (paths === undefined) return [];
  return Array.isArray(paths) ? paths : [paths as string];
}

/** Checks that files were given at all; throws `SAS_OPTION_INVALID`. */
export function checkFiles(files: unknown): void {
  if (typeof files === 'object' && files !== null) return;
  throw SasError.ofOption('files', 'give paths of files.');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
