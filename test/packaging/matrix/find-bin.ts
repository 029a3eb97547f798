import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Finds the program of a tool in a project, or in the folder above that has what it installs. */
export function findBin(folder: string, name: string): string {
  const path = join(folder, 'node_modules', '.bin', name);
  if (existsSync(path)) return path;
  const above = dirname(folder);
  if (above === folder) throw new Error(`${name} is not installed`);
  return findBin(above, name);
}
