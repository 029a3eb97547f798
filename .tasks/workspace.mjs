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

/** Lists the packages that are published. */
export function listPublicPackages() {
  return listPackages().filter(({ manifest }) => manifest.private !== true);
}

/** Returns the file name that npm and pnpm give to a packed package. */
export function tarballName({ name, version }) {
  return `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
