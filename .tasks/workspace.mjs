import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the tasks keep what they know of the last run. */
export const cacheFolder = join(root, 'node_modules', '.cache', 'sas-sos');

export const rootManifest = readJson(join(root, 'package.json'));

/** Every package of the workspace: its folder, relative to the root, and its package.json. */
export function listPackages() {
  const folders = ['packages', 'examples'].flatMap((parent) =>
    existsSync(join(root, parent))
      ? readdirSync(join(root, parent)).map((name) => `${parent}/${name}`)
      : [],
  );
  return [...folders, 'test']
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .sort()
    .map((folder) => ({ folder, manifest: readJson(join(root, folder, 'package.json')) }));
}

export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
