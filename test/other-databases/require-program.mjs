// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Finds a program of Debian's, installed first where it is missing and that is possible.
 *
 * @param {string} name
 * @param {string} debianPackage
 * @returns {string} its path
 * @throws Error with the command to run, if it is not there
 */
export function requireProgram(name, debianPackage) {
  const found = find(name);
  if (found) return found;
  if (process.getuid?.() === 0 && find('apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update'],
      ['install', '--yes', '--no-install-recommends', debianPackage],
    ]) {
      spawnSync('apt-get', ['-qq', ...args], { stdio: 'inherit', env });
    }
  }
  const installed = find(name);
  if (installed) return installed;
  throw new Error(
    `${name} is not there, and cannot be installed: apt-get install ${debianPackage}`,
  );
}

/** @param {string} name */
function find(name) {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
