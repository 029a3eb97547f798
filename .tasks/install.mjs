import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, cleanEnvironment, fail } from './run-command.mjs';
import { cacheFolder, listPackages, root, rootManifest } from './workspace.mjs';

const stamp = join(cacheFolder, 'install');
const version = rootManifest.packageManager.replace('pnpm@', '');

/** Installs what the lockfile names, with the one version of pnpm that wrote it. */
export async function install() {
  const packages = listPackages();
  const wanted = fingerprint(packages);
  const isInStep =
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted &&
    packages.every(({ folder, manifest }) =>
      hasDependencies(manifest) ? existsSync(join(root, folder, 'node_modules')) : true,
    );
  if (isInStep) return;

  const startedAt = Date.now();
  process.stdout.write('Installing… ');
  const { status, output } = await runPnpm([
    'install',
    '--frozen-lockfile',
    '--config.confirm-modules-purge=false',
  ]);
  if (status !== 0)
    fail(`\nThe installation by pnpm ${version} failed; it says why above.`, output);
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(stamp, wanted);
  console.log(`${seconds(startedAt)} s`);
}

/** Runs pnpm at the root: the one that is there when it is the right one, else through npx. */
export async function runPnpm(args) {
  const env = environment();
  const own = await capture('pnpm', ['--version'], { env, timeout: 20_000 });
  return own.status === 0 && own.output.trim() === version
    ? capture('pnpm', args, { env })
    : capture('npx', ['--yes', '--loglevel=error', `pnpm@${version}`, ...args], { env });
}

function environment() {
  return {
    ...cleanEnvironment(),
    // No pnpm fetches another one to take its place, and corepack does not ask.
    npm_config_manage_package_manager_versions: 'false',
    COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
  };
}

/** What an installation depends on. */
function fingerprint(packages) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc', 'package.json'];
  for (const file of [...files, ...packages.map(({ folder }) => `${folder}/package.json`)]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function hasDependencies({ dependencies, devDependencies }) {
  return Object.keys({ ...dependencies, ...devDependencies }).length > 0;
}

function seconds(startedAt) {
  return ((Date.now() - startedAt) / 1000).toFixed(1);
}
