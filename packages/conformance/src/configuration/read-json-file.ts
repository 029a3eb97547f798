import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Reads a file of JSON; notes what prevents it. */
export function readJsonFile(
  path: string,
  folder: string,
  note: (message: string) => void,
): unknown {
  try {
    return JSON.parse(readFileSync(resolve(folder, path), 'utf8'));
  } catch (error) {
    const isSyntax = error instanceof SyntaxError;
    note(isSyntax ? `${path} is not JSON.` : `${path} cannot be read.`);
    return undefined;
  }
}
