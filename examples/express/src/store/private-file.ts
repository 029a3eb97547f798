import { closeSync, openSync, statSync } from 'node:fs';
import type { Logger } from '@sas-sos/core';

/** Creates the file for its owner alone, if it is missing; SQLite gives its other files that mode. */
export function createPrivateFile(file: string): void {
  // A database of tests.
  if (file === ':memory:') return;
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    // An existing file is not opened: closing it would release SQLite's locks on it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Warns when other users of the machine may open a file that exists already. */
export function warnOfOpenFile(file: string, logger: Logger): void {
  // Windows has no such modes.
  if (process.platform === 'win32') return;
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & 0o077) === 0) continue;
    logger.warn(
      { file: path, mode: (mode & 0o777).toString(8) },
      'Other users of this machine may open the file, which holds personal data: chmod 600',
    );
  }
}
