import { open, readFile, rm } from 'node:fs/promises';
import { SasError } from '@sas-sos/core';
import { codeOf } from './state-file.js';

/**
 * Reserves a file for this process, with a lock file next to it. The lock of a process that no
 * longer exists is ignored. Returns a function that releases it.
 *
 * @throws SasError `SAS_OPTION_INVALID` when another simulator has it.
 */
export async function lockStateFile(file: string): Promise<() => Promise<void>> {
  const lock = `${file}.lock`;
  // The start time distinguishes a process from an earlier one with the same number.
  const owner = `${process.pid} ${performance.timeOrigin}`;
  for (const isFirst of [true, false]) {
    try {
      const handle = await open(lock, 'wx', 0o600);
      await handle.writeFile(owner).finally(() => handle.close());
      return () => rm(lock, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') {
        throw SasError.ofOption('dataFile', `it cannot be locked (${codeOf(error)}).`);
      }
    }
    const holder = await readFile(lock, 'utf8').catch(() => '');
    if (!isFirst || isHeld(holder, owner)) {
      throw SasError.ofOption(
        'dataFile',
        `another simulator has it (process ${Number.parseInt(holder, 10) || 'unknown'}); stop it, or remove the .lock file next to it if there is none.`,
      );
    }
    await rm(lock, { force: true });
  }
  throw SasError.ofOption('dataFile', 'it cannot be locked.');
}

function isHeld(holder: string, owner: string): boolean {
  const [processId = ''] = holder.split(' ');
  // Being written right now, or by an unknown process.
  if (!/^[1-9]\d*$/.test(processId)) return true;
  if (Number(processId) === process.pid) return holder === owner;
  try {
    process.kill(Number(processId), 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}
