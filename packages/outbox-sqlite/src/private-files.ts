import { open, stat } from 'node:fs/promises';
import type { Logger } from '@sas-sos/core';

/** Creates the file if it is missing, for its owner alone; SQLite gives its other files that mode. */
export async function createPrivateFile(file: string): Promise<void> {
  try {
    await (await open(file, 'wx', 0o600)).close();
  } catch (error) {
    // An existing file is not opened: closing it would release the locks of this process on it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Warns when other users of the machine may read or write the files of a database. */
export async function warnOfOpenFiles(file: string, logger: Logger): Promise<void> {
  // Windows has no such modes.
  if (process.platform === 'win32') return;
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    const mode = (await stat(path).catch(() => undefined))?.mode ?? 0;
    if ((mode & 0o077) === 0) continue;
    logger.warn(
      { file: path, mode: (mode & 0o777).toString(8) },
      'the reports in this file hold personal data, and other users of the machine may open it: chmod 600',
    );
  }
}
