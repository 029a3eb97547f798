import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pnpmVersion, runPnpm } from './pnpm.mjs';
import { root, rootManifest } from './workspace.mjs';

// Installs the dependencies of the lockfile if they are not installed yet. Every other command
// starts with it, so that a fresh clone needs only Node and npm.
const [wanted] = /\d+\.\d+/.exec(rootManifest.engines.node);
if (compareVersions(process.versions.node, wanted) < 0) {
  fail(`Node ${wanted} or newer is needed; this is Node ${process.versions.node}.`);
}
if (read('pnpm-lock.yaml') !== read('node_modules/.pnpm/lock.yaml')) {
  console.log(`Installing with pnpm ${pnpmVersion}`);
  const { status } = runPnpm([
    'install',
    '--frozen-lockfile',
    '--config.confirm-modules-purge=false',
    // npx makes it mute by the setting that keeps npx itself quiet.
    '--loglevel=info',
  ]);
  if (status !== 0) fail('The installation failed; pnpm says why above.');
}

function read(path) {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
}

function compareVersions(left, right) {
  return left.localeCompare(right, 'en', { numeric: true });
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
