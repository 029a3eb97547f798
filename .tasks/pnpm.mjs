import { spawnSync } from 'node:child_process';
import { root, rootManifest } from './workspace.mjs';

/** The version of pnpm that wrote the lockfile. */
export const pnpmVersion = rootManifest.packageManager.replace('pnpm@', '');

// Variables that npm sets for its scripts; pnpm and npx would read them as their own settings.
const fromNpm =
  /^npm_(package_|lifecycle_|command$|execpath$|node_execpath$|config_(user_agent|npm_version|node_gyp|init_module|local_prefix|global_prefix|prefix|noproxy)$)/i;

/** Returns the environment as it was before npm ran a script. */
export function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !fromNpm.test(name)));
}

/** Runs pnpm at the root, installed or fetched by npx, and returns its result. */
export function runPnpm(args, options = { stdio: 'inherit' }) {
  const env = {
    ...cleanEnvironment(),
    // Stops pnpm from switching to another version, and corepack from asking.
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
