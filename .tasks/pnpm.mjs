import { spawnSync } from 'node:child_process';
import { root, rootManifest } from './workspace.mjs';

/** The one version of pnpm that wrote the lockfile. */
export const pnpmVersion = rootManifest.packageManager.replace('pnpm@', '');

// What npm says of itself to the scripts that it runs; pnpm and npx would take it for their settings.
const fromNpm =
  /^npm_(package_|lifecycle_|command$|execpath$|node_execpath$|config_(user_agent|npm_version|node_gyp|init_module|local_prefix|global_prefix|prefix|noproxy)$)/i;

/** The environment as it was before npm ran a script. */
export function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !fromNpm.test(name)));
}

/** Runs pnpm at the root, installed or fetched by npx, and gives how it ended. */
export function runPnpm(args, options = { stdio: 'inherit' }) {
  const env = {
    ...cleanEnvironment(),
    // No pnpm fetches another version to take its place, and corepack does not ask.
    npm_config_manage_package_manager_versions: 'false',
    COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
  };
  const shared = { cwd: root, env, encoding: 'utf8', shell: process.platform === 'win32' };
  const installed = spawnSync('pnpm', ['--version'], { ...shared, timeout: 20_000 });
  return installed.stdout?.trim() === pnpmVersion
    ? spawnSync('pnpm', args, { ...shared, ...options })
    : spawnSync('npx', ['--yes', '--loglevel=error', `pnpm@${pnpmVersion}`, ...args], {
        ...shared,
        ...options,
      });
}
