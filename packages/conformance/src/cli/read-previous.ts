import { existsSync, readFileSync } from 'node:fs';
import { parseRun, RunFormatError } from '../report/parse-run.js';
import type { Run } from '../run/run.js';

/**
 * Reads the run to compare with. A file that is not there yet is none: the first run of a CI has
 * nothing to compare with.
 *
 * @throws Error with the name of the file
 */
export function readPrevious(
  file: string | undefined,
  warn: (message: string) => void,
): Run | undefined {
  if (file === undefined) return undefined;
  if (!existsSync(file)) {
    warn(`${file} is not there yet: there is no run to compare with.`);
    return undefined;
  }
  try {
    return parseRun(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof RunFormatError ? error.message : 'It cannot be read.';
    throw new Error(`--previous ${file}: ${reason}`);
  }
}
