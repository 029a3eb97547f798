import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository, with a trailing slash. */
export const root = fileURLToPath(new URL('..', import.meta.url));

export const rootManifest = readJson('package.json');

/** Lists the packages under `packages` and `examples`: folder relative to root, and manifest. */
export function listPackages() {
  return ['packages', 'examples']
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readJson(join(folder, 'package.json')) }));
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
