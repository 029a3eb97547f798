import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isSasError, type Logger, SasError } from '@sas-sos/core';
import { runInTurns, type Steps } from '../certificate/steps.js';

/** Files that belong together and are reloaded together. */
export interface WatchedFiles {
  /** The option that names the first of them, for error messages. */
  readonly option: string;
  /**
   * Reads the files if they changed since they were last read.
   *
   * @returns their contents in the order of the paths; `undefined` when they did not change
   * @throws Error of `node:fs` when one cannot be read; thrown only once while the fault lasts
   */
  poll(): Promise<readonly Buffer[] | undefined>;
}

// A file may be written again within the resolution of its date: a recent one is read once more.
const grain = 2000;
// A file written in several steps may be well-formed but incomplete between two of them.
const quiet = 250;
const mostWaits = 8;
const bytesInAStep = 262_144;

/** Watches files by change date, size and inode; follows links. */
export function createWatchedFiles(option: string, paths: readonly string[]): WatchedFiles {
  if (!paths.every((path) => typeof path === 'string' && path !== '')) {
    throw SasError.ofOption(option, 'give file paths.');
  }
  let seen: string | undefined;
  let digest: string | undefined;
  let failure: string | undefined;

  async function read(): Promise<readonly Buffer[] | undefined> {
    const { stamp, newest } = await stampOf(paths);
    if (stamp === seen) return undefined;
    // The first read does not wait: there is no earlier content to use meanwhile.
    const settled = digest === undefined ? stamp : await settle();
    if (settled === undefined) return undefined;
    const contents = await Promise.all(paths.map((path) => readFile(path)));
    const isSame = (await stampOf(paths)).stamp === settled;
    seen = isSame && Date.now() - newest > grain ? settled : undefined;
    if (!isSame && digest !== undefined) return undefined;
    const next = await runInTurns(digestOf(contents));
    if (next === digest) return undefined;
    digest = next;
    return contents;
  }

  /** Waits until writing stops; `undefined` when that takes too long: the next poll is soon. */
  async function settle(): Promise<string | undefined> {
    for (let waits = 0; waits < mostWaits; waits += 1) {
      const { stamp, newest } = await stampOf(paths);
      const age = Date.now() - newest;
      // A date in the future comes from another machine's clock, so its age means nothing.
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

/** Hashes in steps, since revocation lists may be large. */
function* digestOf(contents: readonly Buffer[]): Steps<string> {
  const hash = createHash('sha256');
  for (const content of contents) {
    hash.update(`${content.length}\n`);
    for (let at = 0; at < content.length; at += bytesInAStep) {
      hash.update(content.subarray(at, at + bytesInAStep));
      yield;
    }
  }
  return hash.digest('hex');
}

/** Reads files for the first time; throws `SAS_OPTION_INVALID` when one cannot be read. */
export async function readFirst(watched: WatchedFiles): Promise<readonly Buffer[]> {
  try {
    return (await watched.poll()) ?? [];
  } catch (error) {
    throw SasError.ofOption(watched.option, `a file cannot be read (${codeOf(error)}).`);
  }
}

/** Passes changed files to `use`, logs the result, and returns whether they were taken. */
export async function takeChange(
  watched: WatchedFiles,
  logger: Logger,
  use: (contents: readonly Buffer[]) => void | Promise<void>,
): Promise<boolean> {
  const { option } = watched;
  try {
    const contents = await watched.poll();
    if (!contents) return false;
    await use(contents);
    logger.info({ option }, 'Certificate files changed and are in use');
    return true;
  } catch (err) {
    const fault = isSasError(err) ? err.issues[0]?.expression : undefined;
    logger.error({ err, option, fault }, 'Certificate files changed but could not be used');
    return false;
  }
}

/** Converts one path or several to a list. */
export function toPaths(paths: string | readonly string[] | undefined): readonly string[] {
  if (paths === undefined) return [];
  return Array.isArray(paths) ? paths : [paths as string];
}

/** Checks that the `files` option is present; throws `SAS_OPTION_INVALID`. */
export function checkFiles(files: unknown): void {
  if (typeof files === 'object' && files !== null) return;
  throw SasError.ofOption('files', 'give file paths.');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
